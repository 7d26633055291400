//! Scenarios about semaphores, barriers and pipes, for each checker; and those that every backend has.

use racecourse::Backend;
use racecourse::explored::ModelScenario;

#[path = "../../../racecourse/tests/on_every_backend/objects.rs"]
mod on_every_backend;

#[path = "../../../racecourse/tests/on_every_backend/owners.rs"]
mod with_owners;

/// The scenario of that name, if it is one of these.
pub(crate) fn scenario(name: &str, backend: Backend) -> Option<Box<dyn ModelScenario>> {
    match backend {
        Backend::Loom => loom::scenario(name),
        _ => shuttle::scenario(name),
    }
}

macro_rules! scenarios {
    ($backend:ident) => {
        mod $backend {
            use racecourse::explored::ModelScenario;
            use racecourse::$backend::*;

            use super::{on_every_backend, with_owners};

            /// Two actors write so many bytes at once; what is observed is whether each write is in one piece.
            fn written(bytes: usize) -> Box<dyn ModelScenario> {
                prepare(
                    Scenario::new(|| Pipe::named("pipe"))
                        .actor("left", move |pipe: &Pipe| pipe.write(&vec![1; bytes]))
                        .actor("right", move |pipe| pipe.write(&vec![2; bytes]))
                        .observe(move |pipe| {
                            let mut both = vec![0; 2 * bytes];
                            pipe.read(&mut both);
                            both[..bytes].iter().all(|byte| *byte == both[0])
                        })
                        .acceptable(true, "each write is in one piece")
                        .acceptable(false, "one write is inside the other"),
                )
            }

            on_every_backend::shared_scenarios!(ModelScenario);
            with_owners::owner_scenarios!(ModelScenario);

            pub(super) fn scenario(name: &str) -> Option<Box<dyn ModelScenario>> {
                Some(match name {
                    "permit kept" => prepare(
                        Scenario::new(|| Semaphore::named("slots", 1))
                            .actor("careless", |slots: &Semaphore| slots.acquire().keep())
                            .actor("patient", |slots| drop(slots.acquire()))
                            .observe(|_| "done")
                            .acceptable("done", "the patient one came first"),
                    ),
                    "one permit" => prepare(
                        Scenario::new(|| (Semaphore::named("slots", 0), AtomicU32::new(0)))
                            .actor("left", |(slots, total): &(Semaphore, AtomicU32)| {
                                slots.release();
                                let _mine = slots.acquire();
                                total.store(total.load(Ordering::Relaxed) + 1, Ordering::Relaxed);
                            })
                            .actor("right", |(slots, total)| {
                                let _mine = slots.acquire();
                                total.store(total.load(Ordering::Relaxed) + 1, Ordering::Relaxed);
                            })
                            .observe(|(slots, total)| {
                                let free = slots.try_acquire();
                                (total.load(Ordering::Relaxed), free.is_some(), slots.try_acquire().is_some())
                            })
                            .acceptable((2, true, false), "one after the other, and the permit is back"),
                    ),
                    "barrier for too many" => prepare(
                        Scenario::new(|| Barrier::named("start", 3))
                            .actor("left", |start: &Barrier| start.wait())
                            .actor("right", |start| start.wait())
                            .observe(|_| "done")
                            .acceptable("done", "two were enough"),
                    ),
                    "barrier" => prepare(
                        Scenario::new(|| (Barrier::named("line", 2), AtomicU32::new(0)))
                            .actor("left", |(line, total): &(Barrier, AtomicU32)| {
                                total.fetch_add(1, Ordering::Relaxed);
                                let first = line.wait();
                                let seen = total.load(Ordering::Relaxed);
                                let second = line.wait();
                                (seen, u32::from(first), u32::from(second))
                            })
                            .actor("right", |(line, total)| {
                                total.fetch_add(1, Ordering::Relaxed);
                                let first = line.wait();
                                let seen = total.load(Ordering::Relaxed);
                                let second = line.wait();
                                total.fetch_add(1, Ordering::Relaxed);
                                (seen, u32::from(first), u32::from(second))
                            })
                            .observe_returned(|_, seen| {
                                (seen[0].0, seen[1].0, seen[0].1 + seen[1].1, seen[0].2 + seen[1].2)
                            })
                            .acceptable((2, 2, 1, 1), "both rounds were complete, and each had one leader"),
                    ),
                    "nobody writes" => prepare(
                        Scenario::new(|| Pipe::named("pipe"))
                            .actor("reader", |pipe: &Pipe| pipe.read(&mut [0]))
                            .observe(|_| "done")
                            .acceptable("done", "there was something to read"),
                    ),
                    "the observer waits" => prepare(
                        Scenario::new(|| Pipe::named("pipe"))
                            .actor("writer", |pipe: &Pipe| pipe.write(&[1]))
                            .observe(|pipe| pipe.read(&mut [0, 0]))
                            .acceptable((), "there was something more to read"),
                    ),
                    "nobody reads" => prepare(
                        Scenario::new(|| Pipe::named("pipe"))
                            .actor("writer", |pipe: &Pipe| pipe.write(&[7; 100_000]))
                            .observe(|_| "done")
                            .acceptable("done", "there was room for everything"),
                    ),
                    "a full pipe" => prepare(
                        Scenario::new(|| {
                            let pipe = Pipe::named("pipe");
                            pipe.write(&[7; 65_536]);
                            pipe
                        })
                        .actor("writer", |pipe: &Pipe| {
                            pipe.write(&[8]);
                            0
                        })
                        .actor("reader", |pipe| {
                            let mut bytes = vec![0; 65_537];
                            pipe.read(&mut bytes);
                            bytes[65_536]
                        })
                        .observe_returned(|_, last| last[1])
                        .acceptable(8, "there was room for the last byte, once the reader had made it"),
                    ),
                    "short writes" => written(Pipe::ATOMIC_BYTES),
                    "long writes" => written(Pipe::ATOMIC_BYTES + 1),
                    _ => return shared(name).or_else(|| owned(name)),
                })
            }
        }
    };
}

scenarios!(loom);
scenarios!(shuttle);

//! Scenarios that are in no fixture, for both stress backends.

use racecourse::Backend;
use racecourse::stressed::StressScenario;
use racecourse::threads::{Owned, Scenario, channel, prepare};

macro_rules! scenarios {
    ($backend:ident) => {
        mod $backend {
            use racecourse::stressed::StressScenario;
            use racecourse::$backend::*;

            pub(super) fn scenario(name: &str) -> Box<dyn StressScenario> {
                match name {
                    "opposite order" => prepare(
                        Scenario::new(|| (Mutex::named("first", 0), Mutex::named("second", 0)))
                            .actor("left", |(first, second): &(Mutex<u32>, Mutex<u32>)| {
                                let _first = first.lock();
                                let _second = second.lock();
                            })
                            .actor("right", |(first, second)| {
                                let _second = second.lock();
                                let _first = first.lock();
                            })
                            .observe(|_| "done")
                            .acceptable("done", "both had both locks"),
                    ),
                    "lock twice" => prepare(
                        Scenario::new(|| Mutex::named("only", 0))
                            .actor("careless", |lock: &Mutex<u32>| {
                                let _once = lock.lock();
                                let _twice = lock.lock();
                            })
                            .observe(|_| "done")
                            .acceptable("done", "the lock was taken twice"),
                    ),
                    "lock files in opposite order" => prepare(
                        Scenario::new(|| (FileLock::named("first"), FileLock::named("second")))
                            .actor("left", |(first, second): &(FileLock, FileLock)| {
                                let (first, second) = (first.open(), second.open());
                                let _first = first.lock();
                                let _second = second.lock();
                            })
                            .actor("right", |(first, second)| {
                                let (first, second) = (first.open(), second.open());
                                let _second = second.lock();
                                let _first = first.lock();
                            })
                            .observe(|_| "done")
                            .acceptable("done", "both had both locks"),
                    ),
                    "nobody notifies" => prepare(
                        Scenario::new(|| (Mutex::named("gate", false), Condvar::named("opened")))
                            .actor("visitor", |(gate, opened): &(Mutex<bool>, Condvar)| {
                                let mut gate = gate.lock();
                                while !*gate {
                                    opened.wait(&mut gate);
                                }
                            })
                            .actor("porter", |_| ())
                            .observe(|_| "done")
                            .acceptable("done", "the visitor came in"),
                    ),
                    "everybody is told" => prepare(
                        Scenario::new(|| (Mutex::named("gate", false), Condvar::named("opened")))
                            .actor("visitor", |(gate, opened): &(Mutex<bool>, Condvar)| {
                                let mut gate = gate.lock();
                                while !*gate {
                                    opened.wait(&mut gate);
                                }
                            })
                            .actor("porter", |(gate, opened)| {
                                *gate.lock() = true;
                                opened.notify_one();
                            })
                            .observe(|_| "done")
                            .acceptable("done", "the visitor came in"),
                    ),
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
                    "barrier" => {
                        let act = |(line, total): &(Barrier, AtomicU32)| {
                            total.fetch_add(1, Ordering::Relaxed);
                            let first = line.wait();
                            let seen = total.load(Ordering::Relaxed);
                            let second = line.wait();
                            total.fetch_add(1, Ordering::Relaxed);
                            (seen, (u32::from(first), u32::from(second)))
                        };
                        let scenario = Scenario::new(|| (Barrier::named("line", 2), AtomicU32::new(0)));
                        let scenario = scenario.actor("left", act).actor("right", act).observe_returned(|_, seen| {
                            let [left, right] = [seen[0], seen[1]];
                            (left.0, right.0, left.1.0 + right.1.0, left.1.1 + right.1.1)
                        });
                        prepare(scenario.acceptable((2, 2, 1, 1), "both rounds were complete, and each had one leader"))
                    }
                    "spin for ever" => prepare(
                        Scenario::new(|| AtomicBool::new(false))
                            .actor("spinner", |flag: &AtomicBool| {
                                while !flag.load(Ordering::Acquire) {
                                    spin_loop();
                                }
                            })
                            .observe(|_| "done")
                            .acceptable("done", "somebody set the flag"),
                    ),
                    "slow" => prepare(
                        Scenario::new(|| Mutex::named("only", 0))
                            .actor("patient", |lock: &Mutex<u32>| *lock.lock() += 1)
                            .actor("slow", |lock| {
                                let mut total = lock.lock();
                                std::thread::sleep(std::time::Duration::from_millis(30));
                                *total += 1;
                            })
                            .observe(|lock| *lock.lock())
                            .acceptable(2, "both had the lock"),
                    ),
                    "panic" => prepare(
                        Scenario::new(|| AtomicU32::new(0))
                            .actor("nervous", |total: &AtomicU32| {
                                assert_eq!(total.load(Ordering::SeqCst), 1, "nobody was here before");
                            })
                            .observe(|_| "done")
                            .acceptable("done", "somebody was there before"),
                    ),
                    "abort" => prepare(
                        Scenario::new(|| ())
                            .actor("fatal", |_: &()| -> () { std::process::abort() })
                            .observe(|_| "done")
                            .acceptable("done", "the process lived on"),
                    ),
                    "counter" => prepare(
                        Scenario::new(|| AtomicU32::new(0))
                            .actor("left", |total: &AtomicU32| total.fetch_add(1, Ordering::Relaxed))
                            .actor("right", |total| total.fetch_add(1, Ordering::Relaxed))
                            .observe_returned(|total, seen| (seen[0] + seen[1], total.load(Ordering::Relaxed)))
                            .acceptable((1, 2), "one came first"),
                    ),
                    "many actors" => {
                        let mut scenario = Scenario::new(|| AtomicU32::new(0));
                        for name in ["a", "b", "c", "d", "e", "f"] {
                            scenario = scenario.actor(name, |total: &AtomicU32| {
                                total.fetch_add(1, Ordering::Relaxed);
                            });
                        }
                        prepare(
                            scenario.observe(|total| total.load(Ordering::Relaxed)).acceptable(6, "all were counted"),
                        )
                    }
                    "join a thread that hangs" => prepare(
                        Scenario::new(|| Mutex::named("only", 0))
                            .actor("parent", |lock: &Mutex<u32>| {
                                scope(|scope| {
                                    let _held = lock.lock();
                                    let _ = scope.spawn(|| *lock.lock() += 1).join();
                                });
                            })
                            .observe(|_| "done")
                            .acceptable("done", "the child had the lock"),
                    ),
                    "a stray that hangs" => prepare(
                        Scenario::new(|| std::sync::Arc::new((Mutex::named("gate", false), Condvar::named("opened"))))
                            .actor("parent", |gate: &std::sync::Arc<(Mutex<bool>, Condvar)>| {
                                let gate = std::sync::Arc::clone(gate);
                                drop(spawn(move || {
                                    let mut open = gate.0.lock();
                                    while !*open {
                                        gate.1.wait(&mut open);
                                    }
                                }));
                            })
                            .observe(|_| "done")
                            .acceptable("done", "somebody opened the gate"),
                    ),
                    "strays" => prepare(
                        Scenario::new(|| std::sync::Arc::new(AtomicU32::new(0)))
                            .actor("parent", |total: &std::sync::Arc<AtomicU32>| {
                                for _ in 0..2 {
                                    let total = std::sync::Arc::clone(total);
                                    // One that spawns another before it ends.
                                    drop(spawn(move || {
                                        let theirs = std::sync::Arc::clone(&total);
                                        drop(spawn(move || theirs.fetch_add(1, Ordering::Relaxed)));
                                        total.fetch_add(1, Ordering::Relaxed);
                                    }));
                                }
                            })
                            .observe(|total| total.load(Ordering::Relaxed))
                            .acceptable(4, "all four were waited for"),
                    ),
                    "scope" => prepare(
                        Scenario::new(|| AtomicU32::new(0))
                            .actor("parent", |total: &AtomicU32| {
                                scope(|scope| {
                                    let child = scope.spawn(|| total.fetch_add(1, Ordering::Relaxed));
                                    scope.spawn(|| total.fetch_add(1, Ordering::Relaxed));
                                    child.join().map_or(9, |before| before.min(1))
                                });
                                total.load(Ordering::Relaxed)
                            })
                            .observe_returned(|_, seen| seen[0])
                            .acceptable(2, "the scope waited for both"),
                    ),
                    "a spawned thread panics" => prepare(
                        Scenario::new(|| ())
                            .actor("parent", |()| spawn(|| assert!(std::hint::black_box(false))).join().is_err())
                            .observe_returned(|_, seen| seen[0])
                            .acceptable(true, "whoever joins it is told"),
                    ),
                    "a stray panics" => prepare(
                        Scenario::new(|| ())
                            .actor("parent", |()| drop(spawn(|| assert!(std::hint::black_box(false)))))
                            .observe(|()| "done")
                            .acceptable("done", "nobody was told"),
                    ),
                    "a scoped thread panics" => prepare(
                        Scenario::new(|| ())
                            .actor("parent", |()| {
                                scope(|scope| drop(scope.spawn(|| assert!(std::hint::black_box(false)))))
                            })
                            .observe(|()| "done")
                            .acceptable("done", "nobody was told"),
                    ),
                    "panic under a lock" => prepare(
                        Scenario::new(|| (Mutex::named("total", 0), Semaphore::named("slots", 1)))
                            .actor("parent", |(total, slots): &(Mutex<u32>, Semaphore)| {
                                scope(|scope| {
                                    let half = scope.spawn(|| {
                                        let _slot = slots.acquire();
                                        let mut total = total.lock();
                                        *total += 10;
                                        assert!(std::hint::black_box(false), "half-way");
                                    });
                                    half.join().is_err()
                                })
                            })
                            .actor("other", |(total, slots)| {
                                let _slot = slots.acquire();
                                *total.lock() += 1;
                                true
                            })
                            .observe_returned(|(total, _), seen| (*total.lock(), seen[0]))
                            .acceptable((11, true), "the lock was free again, and not poisoned"),
                    ),
                    "killed under a mutex" => prepare(
                        Scenario::new(|| Mutex::named("total", 0_u32))
                            .killable_actor("victim", false, |total: &Mutex<u32>| {
                                *total.lock() += 1;
                                true
                            })
                            .actor("survivor", |total| {
                                *total.lock() += 1;
                                true
                            })
                            .observe_returned(|total, seen| (*total.lock(), seen[0]))
                            .acceptable((2, true), "nobody was killed")
                            .acceptable((2, false), "it was killed when it had added one")
                            .acceptable((1, false), "it was killed before it added one"),
                    ),
                    "killed half-way, and the observer panics" => prepare(
                        Scenario::new(|| (AtomicU32::new(0), AtomicU32::new(0)))
                            .killable_actor("victim", (), |(one, other): &(AtomicU32, AtomicU32)| {
                                one.fetch_add(1, Ordering::Relaxed);
                                for _ in 0..20 {
                                    spin_loop();
                                }
                                other.fetch_add(1, Ordering::Relaxed);
                            })
                            .actor("survivor", |_| ())
                            .observe(|(one, other)| {
                                let (one, other) = (one.load(Ordering::Relaxed), other.load(Ordering::Relaxed));
                                assert_eq!(one, other, "half of it is missing");
                            })
                            .acceptable((), "both or neither"),
                    ),
                    "killed under a lock file" => prepare(
                        Scenario::new(|| (FileLock::named("gate"), AtomicU32::new(0), AtomicU32::new(0)))
                            .killable_actor("victim", (), |(gate, one, other): &(FileLock, AtomicU32, AtomicU32)| {
                                let gate = gate.open();
                                let _held = gate.lock();
                                one.fetch_add(1, Ordering::Relaxed);
                                other.fetch_add(1, Ordering::Relaxed);
                            })
                            .actor("survivor", |(gate, one, other)| {
                                let gate = gate.open();
                                let _held = gate.lock();
                                one.fetch_add(1, Ordering::Relaxed);
                                other.fetch_add(1, Ordering::Relaxed);
                            })
                            .observe(|(_, one, other)| (one.load(Ordering::Relaxed), other.load(Ordering::Relaxed)))
                            .acceptable((2, 2), "both have added to both")
                            .acceptable((1, 1), "the victim has added nothing")
                            .forbidden((2, 1), "the victim was killed half-way"),
                    ),
                    "nobody reads" => prepare(
                        Scenario::new(|| Pipe::named("pipe"))
                            .actor("writer", |pipe: &Pipe| pipe.write(&[7; 100_000]))
                            .actor("idler", |_| ())
                            .observe(|_| "done")
                            .acceptable("done", "there was room for everything"),
                    ),
                    "nobody writes" => prepare(
                        Scenario::new(|| Pipe::named("pipe"))
                            .actor("reader", |pipe: &Pipe| pipe.read(&mut [0]))
                            .observe(|_| "done")
                            .acceptable("done", "there was something to read"),
                    ),
                    "ping pong" => prepare(
                        Scenario::new(|| (Pipe::named("there"), Pipe::named("back")))
                            .actor("left", |(there, back): &(Pipe, Pipe)| {
                                there.write(&[1, 2]);
                                let mut answer = [0];
                                back.read(&mut answer);
                                // Left in the pipe, which the next sample must not see.
                                there.write(&[9]);
                                answer[0]
                            })
                            .actor("right", |(there, back)| {
                                let mut question = [0, 0];
                                there.read(&mut question);
                                back.write(&[question[0] + question[1]]);
                                question[1]
                            })
                            .observe_returned(|_, seen| (seen[0], seen[1]))
                            .acceptable((3, 2), "each got what the other sent"),
                    ),
                    other => panic!("there is no scenario `{other}`"),
                }
            }
        }
    };
}

scenarios!(threads);
scenarios!(processes);

/// A scenario by its name.
pub(crate) fn scenario(name: &str, backend: Backend) -> Box<dyn StressScenario> {
    if let Some(scenario) = crate::objects::scenario(name, backend) {
        return scenario;
    }
    match backend {
        Backend::Threads if name == "forgotten sender" => forgotten_sender(),
        Backend::Threads => threads::scenario(name),
        _ => crate::children::scenario(name).unwrap_or_else(|| processes::scenario(name)),
    }
}

/// Processes have no channels with ends.
fn forgotten_sender() -> Box<dyn StressScenario> {
    prepare(
        Scenario::new(|| {
            let (sender, receiver) = channel::bounded("jobs", 4);
            (Owned::new(sender.clone()), Owned::new(receiver), sender)
        })
        .actor("producer", |(sender, ..): &(Owned<channel::Sender<u8>>, Owned<channel::Receiver<u8>>, _)| {
            let sender = sender.take();
            u8::from(sender.send(1).is_ok())
        })
        .actor("consumer", |(_, receiver, _)| {
            let receiver = receiver.take();
            let mut received = 0;
            while receiver.recv().is_ok() {
                received += 1;
            }
            received
        })
        .observe_returned(|_, seen| (seen[0], seen[1]))
        .acceptable((1, 1), "everything arrived, and the channel was closed"),
    )
}

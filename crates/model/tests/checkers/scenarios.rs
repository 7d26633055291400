//! Scenarios that are in no fixture, for each checker.

use racecourse::Backend;
use racecourse::explored::ModelScenario;

/// The scenario of that name.
pub(crate) fn scenario(name: &str, backend: Backend) -> Box<dyn ModelScenario> {
    crate::panics::scenario(name, backend).unwrap_or_else(|| match backend {
        Backend::Loom => loom::scenario(name),
        _ => shuttle::scenario(name),
    })
}

macro_rules! scenarios {
    ($backend:ident) => {
        mod $backend {
            use racecourse::explored::ModelScenario;
            use racecourse::$backend::*;

            fn two_locks() -> (Mutex<u32>, Mutex<u32>) {
                (Mutex::named("first", 0), Mutex::named("second", 0))
            }

            #[track_caller]
            fn read(cell: &UnsafeCell<u32>) -> u32 {
                // SAFETY: a model runs one task at a time, so no access really meets another; whether one could is what
                // the checker finds out.
                cell.with(|value| unsafe { *value })
            }

            #[track_caller]
            fn write(cell: &UnsafeCell<u32>, change: fn(u32) -> u32) {
                // SAFETY: as in `read`.
                cell.with_mut(|value| unsafe { *value = change(*value) });
            }

            /// Each writes its own number and reads the other one's.
            fn store_buffering(order: Ordering) -> Box<dyn ModelScenario> {
                let scenario = Scenario::new(|| (AtomicU32::new(0), AtomicU32::new(0)))
                    .actor("left", move |(x, y): &(AtomicU32, AtomicU32)| {
                        x.store(1, order);
                        y.load(order)
                    })
                    .actor("right", move |(x, y)| {
                        y.store(1, order);
                        x.load(order)
                    });
                prepare(
                    scenario
                        .observe_returned(|_, seen| (seen[0], seen[1]))
                        .interesting((0, 0), "neither saw the other's store")
                        .acceptable((0, 1), "right was later")
                        .acceptable((1, 0), "left was later")
                        .acceptable((1, 1), "both saw the other's store"),
                )
            }

            type Letter = (AtomicBool, Mutex<()>, UnsafeCell<u32>);

            fn cell_scenario(one: fn(&Letter), other: fn(&Letter)) -> Box<dyn ModelScenario> {
                prepare(
                    Scenario::new(|| (AtomicBool::new(false), Mutex::new(()), UnsafeCell::named("letter", 0)))
                        .actor("left", move |letter| one(letter))
                        .actor("right", move |letter| other(letter))
                        .observe(|_| "done")
                        .acceptable("done", "both are done"),
                )
            }

            /// One writes the letter and raises a flag, the other reads it if it sees the flag.
            fn published(store: Ordering, load: Ordering, fences: bool) -> Box<dyn ModelScenario> {
                prepare(
                    Scenario::new(|| (AtomicBool::new(false), Mutex::new(()), UnsafeCell::named("letter", 0)))
                        .actor("writer", move |(flag, _, cell): &Letter| {
                            write(cell, |_| 7);
                            if fences {
                                fence(Ordering::Release);
                            }
                            flag.store(true, store);
                        })
                        .actor("reader", move |(flag, _, cell)| {
                            if flag.load(load) {
                                if fences {
                                    fence(Ordering::Acquire);
                                }
                                assert_eq!(read(cell), 7);
                            }
                        })
                        .observe(|_| "done")
                        .acceptable("done", "both are done"),
                )
            }

            pub(super) fn scenario(name: &str) -> Box<dyn ModelScenario> {
                match name {
                    "opposite order" => prepare(
                        Scenario::new(two_locks)
                            .actor("left", |(first, second)| {
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
                    "nobody notifies" => prepare(
                        Scenario::new(|| (Mutex::named("gate", false), Condvar::named("opened")))
                            .actor("visitor", |(gate, opened): &(Mutex<bool>, Condvar)| {
                                let mut gate = gate.lock();
                                while !*gate {
                                    opened.wait(&mut gate);
                                }
                            })
                            .actor("porter", |(gate, _)| *gate.lock() = true)
                            .observe(|_| "done")
                            .acceptable("done", "the visitor came in"),
                    ),
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
                    "a long day" => prepare(
                        Scenario::new(|| AtomicU32::new(0))
                            .actor("porter", |visitors: &AtomicU32| {
                                for _ in 0..5_000 {
                                    visitors.fetch_add(1, Ordering::Relaxed);
                                }
                            })
                            .observe(|visitors: &AtomicU32| visitors.load(Ordering::Relaxed))
                            .acceptable(5_000, "everybody came in"),
                    ),
                    "waits by yielding" => prepare(
                        Scenario::new(|| AtomicBool::new(false))
                            .actor("one waiter", |flag: &AtomicBool| {
                                while !flag.load(Ordering::Acquire) {
                                    yield_now();
                                }
                            })
                            .actor("another", |flag| {
                                while !flag.load(Ordering::Acquire) {
                                    yield_now();
                                }
                            })
                            .actor("setter", |flag| flag.store(true, Ordering::Release))
                            .observe(|_| "done")
                            .acceptable("done", "both saw the flag"),
                    ),
                    "takes turns under a lock" => {
                        fn visit(free: &Mutex<bool>) {
                            while !std::mem::replace(&mut *free.lock(), false) {
                                yield_now();
                            }
                            *free.lock() = true;
                        }
                        let scenario = Scenario::new(|| Mutex::named("free", true)).actor("one visitor", visit);
                        let scenario = scenario.actor("another", visit).observe(|_| "done");
                        prepare(scenario.acceptable("done", "both had their turn"))
                    }
                    "lets go of one to wait for the other" => {
                        fn both(one: &Mutex<u32>, other: &Mutex<u32>) {
                            let (mut held, mut lacked) = (one, other);
                            loop {
                                let _held = held.lock();
                                if lacked.try_lock().is_some() {
                                    return;
                                }
                                std::mem::swap(&mut held, &mut lacked);
                            }
                        }
                        let scenario = Scenario::new(two_locks).actor("one way", |(one, other)| both(one, other));
                        let scenario = scenario.actor("the other way", |(one, other)| both(other, one));
                        prepare(scenario.observe(|_| "done").acceptable("done", "both had both"))
                    }
                    "panic" => prepare(
                        Scenario::new(|| AtomicU32::new(0))
                            .actor("calm", |total: &AtomicU32| {
                                total.fetch_add(1, Ordering::SeqCst);
                            })
                            .actor("nervous", |total| {
                                assert_eq!(total.load(Ordering::SeqCst), 0, "somebody was here before");
                            })
                            .observe(|_| "done")
                            .acceptable("done", "nobody was there before"),
                    ),
                    "abort" => prepare(
                        Scenario::new(|| AtomicU32::named("total", 0))
                            .actor("fatal", |total: &AtomicU32| {
                                total.fetch_add(1, Ordering::SeqCst);
                                std::process::abort();
                            })
                            .observe(|_| "done")
                            .acceptable("done", "the process lived on"),
                    ),
                    "std only" => prepare(
                        Scenario::new(|| std::sync::atomic::AtomicU32::new(0))
                            .actor("left", |total: &std::sync::atomic::AtomicU32| {
                                let seen = total.load(Ordering::SeqCst);
                                total.store(seen + 1, Ordering::SeqCst);
                            })
                            .actor("right", |total| {
                                let seen = total.load(Ordering::SeqCst);
                                total.store(seen + 1, Ordering::SeqCst);
                            })
                            .observe(|total| total.load(Ordering::SeqCst))
                            .acceptable(2, "both increments landed"),
                    ),
                    "too large" => {
                        let mut scenario = Scenario::new(|| AtomicU32::new(0));
                        for name in ["one", "two", "three", "four"] {
                            scenario = scenario.actor(name, |total: &AtomicU32| {
                                for _ in 0..20 {
                                    let seen = total.load(Ordering::SeqCst);
                                    total.store(seen + 1, Ordering::SeqCst);
                                }
                            });
                        }
                        prepare(scenario.observe(|_| "done").acceptable("done", "all came to an end"))
                    }
                    "lost update" => prepare(
                        Scenario::new(|| AtomicU32::named("total", 0))
                            .actor("left", |total: &AtomicU32| {
                                let seen = total.load(Ordering::SeqCst);
                                total.store(seen + 1, Ordering::SeqCst);
                            })
                            .actor("right", |total| {
                                let seen = total.load(Ordering::SeqCst);
                                total.store(seen + 1, Ordering::SeqCst);
                            })
                            .observe(|total| total.load(Ordering::SeqCst))
                            .acceptable(2, "both increments landed")
                            .forbidden(1, "one overwrote the other"),
                    ),
                    "glimpse" => prepare(
                        Scenario::new(|| AtomicU32::named("lamp", 0))
                            .actor("switch", |lamp: &AtomicU32| {
                                lamp.store(1, Ordering::SeqCst);
                                lamp.store(0, Ordering::SeqCst);
                                (0, 0)
                            })
                            .actor("eye", |lamp| (lamp.load(Ordering::SeqCst), lamp.load(Ordering::SeqCst)))
                            .observe_returned(|_, seen| seen[1])
                            .interesting((1, 0), "it saw the lamp go out"),
                    ),
                    "taking turns" => {
                        fn turns(turn: &AtomicBool, mine: bool) -> u32 {
                            let mine = |_: &u32| {
                                turn.compare_exchange(mine, !mine, Ordering::SeqCst, Ordering::SeqCst).is_ok()
                            };
                            (0..20).filter(mine).count() as u32
                        }
                        prepare(
                            Scenario::new(|| AtomicBool::named("turn", false))
                                .actor("black", |turn: &AtomicBool| turns(turn, true))
                                .actor("white", |turn: &AtomicBool| turns(turn, false))
                                .observe_returned(|_, turns| turns.iter().all(|turns| *turns >= 7)),
                        )
                    }
                    "two writers" => cell_scenario(
                        |(_, _, cell)| write(cell, |value| value + 1),
                        |(_, _, cell)| write(cell, |value| value + 1),
                    ),
                    "two readers" => cell_scenario(
                        |(_, _, cell)| assert_eq!(read(cell), 0),
                        |(_, _, cell)| assert_eq!(read(cell), 0),
                    ),
                    "relaxed flag" => published(Ordering::Relaxed, Ordering::Relaxed, false),
                    "half a pair" => published(Ordering::Release, Ordering::Relaxed, false),
                    "released flag" => published(Ordering::Release, Ordering::Acquire, false),
                    "fences" => published(Ordering::Relaxed, Ordering::Relaxed, true),
                    "locked cell" => cell_scenario(
                        |(_, lock, cell)| {
                            let _held = lock.lock();
                            write(cell, |value| value + 1);
                        },
                        |(_, lock, cell)| {
                            let _held = lock.lock();
                            write(cell, |value| value + 1);
                        },
                    ),
                    "joined writer" => prepare(
                        Scenario::new(|| std::sync::Arc::new(UnsafeCell::named("letter", 0)))
                            .actor("parent", |cell: &std::sync::Arc<UnsafeCell<u32>>| {
                                write(cell, |value| value + 1);
                                let theirs = std::sync::Arc::clone(cell);
                                let child = spawn(move || write(&theirs, |value| value + 1));
                                let _ = child.join();
                                write(cell, |value| value + 1);
                            })
                            .observe(|cell| read(cell))
                            .acceptable(3, "one after the other"),
                    ),
                    "store buffering" => store_buffering(Ordering::Relaxed),
                    "strict store buffering" => store_buffering(Ordering::SeqCst),
                    "join a thread that hangs" => prepare(
                        Scenario::new(|| std::sync::Arc::new(Mutex::named("only", 0)))
                            .actor("parent", |lock: &std::sync::Arc<Mutex<u32>>| {
                                let held = lock.lock();
                                let theirs = std::sync::Arc::clone(lock);
                                let child = spawn(move || *theirs.lock() += 1);
                                let _ = child.join();
                                drop(held);
                            })
                            .observe(|_| "done")
                            .acceptable("done", "the child had the lock"),
                    ),
                    "strays and scopes" => prepare(
                        Scenario::new(|| std::sync::Arc::new(AtomicU32::new(0)))
                            .actor("parent", |total: &std::sync::Arc<AtomicU32>| {
                                let theirs = std::sync::Arc::clone(total);
                                drop(spawn(move || theirs.fetch_add(1, Ordering::SeqCst)));
                                scope(|scope| {
                                    let child = scope.spawn(|| total.fetch_add(1, Ordering::SeqCst));
                                    scope.spawn(|| total.fetch_add(1, Ordering::SeqCst));
                                    let _ = child.join();
                                });
                                total.load(Ordering::SeqCst)
                            })
                            .observe_returned(|total, seen| (seen[0], total.load(Ordering::SeqCst)))
                            .acceptable((2, 3), "the scope waited for its two, and the harness for the stray")
                            .acceptable((3, 3), "the stray was done before"),
                    ),
                    "forgotten sender" => prepare(
                        Scenario::new(|| {
                            let (sender, receiver) = channel::bounded("jobs", 1);
                            (Owned::new(sender.clone()), Owned::new(receiver), sender)
                        })
                        .actor(
                            "producer",
                            |(sender, ..): &(Owned<channel::Sender<u8>>, Owned<channel::Receiver<u8>>, _)| {
                                assert!(sender.take().send(1).is_ok(), "there is a receiver");
                            },
                        )
                        .actor("consumer", |(_, receiver, _)| {
                            let receiver = receiver.take();
                            while receiver.recv().is_ok() {}
                        })
                        .observe(|_| "done")
                        .acceptable("done", "the channel was closed"),
                    ),
                    "closed channel" => prepare(
                        Scenario::new(|| {
                            let (sender, receiver) = channel::bounded("jobs", 1);
                            (Owned::new(sender), Owned::new(receiver))
                        })
                        .actor(
                            "producer",
                            |(sender, _): &(Owned<channel::Sender<u8>>, Owned<channel::Receiver<u8>>)| {
                                let sender = sender.take();
                                assert!(sender.send(1).is_ok() && sender.send(2).is_ok(), "there is a receiver");
                                0
                            },
                        )
                        .actor("consumer", |(_, receiver)| {
                            let receiver = receiver.take();
                            std::iter::from_fn(|| receiver.recv().ok()).sum()
                        })
                        .observe_returned(|_, seen| seen[1])
                        .acceptable(3, "everything arrived, and the channel was closed"),
                    ),
                    other => panic!("there is no scenario `{other}`"),
                }
            }
        }
    };
}

scenarios!(loom);
scenarios!(shuttle);

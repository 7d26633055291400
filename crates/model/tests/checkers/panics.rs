//! Panics of spawned threads: whoever joins a thread is told, nobody else, and what ends an execution is not taken for one.

use libtest_mimic::{Failed, Trial};
use racecourse::explored::ModelScenario;
use racecourse::findings::{Coverage, Findings};
use racecourse::{Backend, ViolationKind};
use racecourse_model::TOO_MANY_THREADS;

use crate::{expect, explore, failure, only};

macro_rules! scenarios {
    ($backend:ident) => {
        mod $backend {
            use racecourse::explored::ModelScenario;
            use racecourse::$backend::*;

            /// One actor and what it returns.
            fn alone(act: fn() -> u32) -> Option<Box<dyn ModelScenario>> {
                let scenario = Scenario::new(|| Mutex::new(())).actor("parent", move |lock: &Mutex<()>| {
                    drop(lock.lock());
                    act()
                });
                Some(prepare(scenario.observe_returned(|_, seen| seen[0]).acceptable(1, "as it should be")))
            }

            /// Counts when it is dropped, under a lock that a guard after it had.
            struct Counts<'a>(&'a Mutex<u32>);

            impl Drop for Counts<'_> {
                fn drop(&mut self) {
                    if let Some(mut total) = self.0.try_lock() {
                        *total += 100;
                    }
                    *self.0.lock() += 1000;
                }
            }

            /// Two threads write a cell, and nobody looks at what became of them.
            fn write_unordered(cell: &UnsafeCell<u32>) {
                scope(|scope| {
                    // SAFETY: a model runs one task at a time; that nothing orders the two is what the checker finds out.
                    let write = || cell.with_mut(|value| unsafe { *value += 1 });
                    let threads = [scope.spawn(write), scope.spawn(write)];
                    for thread in threads {
                        let _ = thread.join();
                    }
                });
            }

            pub(super) fn scenario(name: &str) -> Option<Box<dyn ModelScenario>> {
                match name {
                    "joined panic" => alone(|| {
                        let panic = spawn(|| panic!("no. {}", std::hint::black_box(7)))
                            .join()
                            .map_err(|panic| panic.downcast::<String>());
                        u32::from(panic.is_err_and(|panic| panic.is_ok_and(|text| *text == "no. 7")))
                    }),
                    "joined panic in a scope" => alone(|| {
                        scope(|scope| u32::from(scope.spawn(|| assert!(std::hint::black_box(false))).join().is_err()))
                    }),
                    "stray panic" => alone(|| {
                        drop(spawn(|| panic!("nobody hears this")));
                        1
                    }),
                    "panic goes on" => {
                        alone(|| spawn(|| spawn(|| panic!("inner")).join().unwrap()).join().is_err().into())
                    }
                    "panic resumed" => alone(|| match spawn(|| panic!("resumed")).join() {
                        Ok(()) => 1,
                        Err(panic) => std::panic::resume_unwind(panic),
                    }),
                    "panic resumed in a thread" => alone(|| {
                        let inner = || {
                            spawn(|| panic!("inner")).join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
                        };
                        spawn(inner).join().is_err().into()
                    }),
                    "unjoined panic in a scope" => alone(|| {
                        scope(|scope| {
                            scope.spawn(|| panic!("unheard"));
                        });
                        1
                    }),
                    "panic under a lock" => Some(prepare(
                        Scenario::new(|| Mutex::named("total", 0))
                            .actor("parent", |total: &Mutex<u32>| {
                                scope(|scope| {
                                    let half = scope.spawn(|| {
                                        let mut total = total.lock();
                                        *total += 10;
                                        panic!("half-way");
                                    });
                                    half.join().is_err()
                                })
                            })
                            .actor("other", |total| {
                                *total.lock() += 1;
                                true
                            })
                            .observe_returned(|total, seen| (*total.lock(), seen[0]))
                            .acceptable((11, true), "the lock was free again, and not poisoned"),
                    )),
                    "a destructor locks" => alone(|| {
                        let total = Mutex::named("total", 0);
                        let panicked = scope(|scope| {
                            let half = scope.spawn(|| {
                                let _counts = Counts(&total);
                                *total.lock() += 1;
                                let mut held = total.lock();
                                *held += 10;
                                panic!("half-way");
                            });
                            half.join().is_err()
                        });
                        u32::from(panicked && *total.lock() == 1111)
                    }),
                    "what a panic lets go of" => Some(prepare(
                        Scenario::new(|| {
                            let (sender, receiver) = channel::bounded("jobs", 1);
                            (Semaphore::named("slots", 1), Owned::new(sender), Owned::new(receiver))
                        })
                        .actor(
                            "parent",
                            |(slots, sender, _): &(
                                Semaphore,
                                Owned<channel::Sender<u32>>,
                                Owned<channel::Receiver<u32>>,
                            )| {
                                scope(|scope| {
                                    let sender = sender.take();
                                    let worker = scope.spawn(move || {
                                        let _slot = slots.acquire();
                                        let sender = sender;
                                        let _ = sender.send(1);
                                        panic!("after one");
                                    });
                                    u32::from(worker.join().is_err())
                                })
                            },
                        )
                        .actor("other", |(slots, _, receiver)| {
                            let receiver = receiver.take();
                            let mut received = 0;
                            while receiver.recv().is_ok() {
                                received += 1;
                            }
                            let _slot = slots.acquire();
                            received
                        })
                        .observe_returned(|(slots, ..), seen| (seen[0], seen[1], slots.try_acquire().is_some()))
                        .acceptable((1, 1, true), "the channel was closed, and the permit came back"),
                    )),
                    "a thread locks twice" => alone(|| {
                        let twice = spawn(|| {
                            let lock = Mutex::named("only", 0);
                            let _once = lock.lock();
                            let _twice = lock.lock();
                        });
                        u32::from(twice.join().is_err())
                    }),
                    "threads race" => Some(prepare(
                        Scenario::new(|| UnsafeCell::named("letter", 0))
                            .actor("parent", write_unordered)
                            .observe(|_| "done")
                            .acceptable("done", "the race was swallowed"),
                    )),
                    "spins in a thread" => alone(|| {
                        let spinner = spawn(|| {
                            let flag = AtomicBool::new(false);
                            while !flag.load(Ordering::Acquire) {
                                spin_loop();
                            }
                        });
                        u32::from(spinner.join().is_err())
                    }),
                    "too many threads" => alone(|| {
                        let many = spawn(|| {
                            for thread in [0; 5].map(|_| spawn(|| ())) {
                                let _ = thread.join();
                            }
                        });
                        u32::from(many.join().is_err())
                    }),
                    _ => None,
                }
            }
        }
    };
}

scenarios!(loom);
scenarios!(shuttle);

/// The scenario of that name, if there is one here.
pub(crate) fn scenario(name: &str, backend: Backend) -> Option<Box<dyn ModelScenario>> {
    match backend {
        Backend::Loom => loom::scenario(name),
        _ => shuttle::scenario(name),
    }
}

pub(crate) fn trials() -> Vec<Trial> {
    let mut trials = Vec::new();
    for backend in [Backend::Loom, Backend::Shuttle] {
        let mut test = |name: &'static str, check: fn(&Findings) -> Result<(), String>| {
            trials.push(Trial::test(format!("{}::{backend}", name.replace(' ', "_")), move || {
                let findings = explore(name, backend);
                check(&findings).map_err(|problem| Failed::from(format!("{problem}\n{findings:#?}")))
            }));
        };
        for told in [
            "joined panic",
            "joined panic in a scope",
            "stray panic",
            "panic goes on",
            "panic resumed in a thread",
            "a destructor locks",
        ] {
            test(told, |findings| only(findings, "1"));
        }
        test("panic under a lock", |findings| only(findings, "(11, true)"));
        test("what a panic lets go of", |findings| {
            // Shuttle has no time to try every schedule.
            let seen: Vec<String> = findings.seen.iter().map(|seen| format!("{:?}", seen.event)).collect();
            expect(&seen, &["Outcome(\"(1, 1, true)\")"])
        });
        test("panic resumed", |findings| {
            let text = failure(findings, ViolationKind::Panic)?;
            expect(&text.contains("resumed"), &true)
        });
        test("unjoined panic in a scope", |findings| {
            let text = failure(findings, ViolationKind::Panic)?;
            expect(&text.contains("a scoped thread panicked"), &true)
        });
        test("a thread locks twice", |findings| failure(findings, ViolationKind::Deadlock).map(drop));
        test("threads race", |findings| failure(findings, ViolationKind::DataRace).map(drop));
        test("spins in a thread", |findings| failure(findings, ViolationKind::Livelock).map(drop));
    }
    trials.push(Trial::test("too_many_threads::loom", || {
        let findings = explore("too many threads", Backend::Loom);
        // What loom cannot do is no fault of the scenario's, wherever it comes up.
        let cut = matches!(&findings.coverage, Coverage::CutShort(why) if why == TOO_MANY_THREADS);
        if cut && findings.seen.is_empty() { Ok(()) } else { Err(format!("{findings:#?}").into()) }
    }));
    trials
}

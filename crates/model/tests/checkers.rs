//! What loom and shuttle really do, on scenarios that are in no fixture: every kind of failure is recognised, and an
//! exploration that did not happen never counts as one.
//!
//! The checkers say what went wrong in a panic's text only. These tests pin those texts: with a version of a checker
//! that words them differently, they fail.

use std::process::ExitCode;

use libtest_mimic::{Arguments, Failed, Trial};
use racecourse::findings::{Coverage, Event, Findings};
use racecourse::{Backend, ViolationKind};
use racecourse_model::{ModelJob, run, serve};
use racecourse_worker::entered;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
struct Assignment {
    scenario: String,
    job: ModelJob,
}

macro_rules! scenarios {
    ($backend:ident) => {
        mod $backend {
            use racecourse::Scenario;
            use racecourse::explored::ModelScenario;
            use racecourse::$backend::*;

            fn two_locks() -> (Mutex<u32>, Mutex<u32>) {
                (Mutex::named("first", 0), Mutex::named("second", 0))
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
                        Scenario::new(|| AtomicU32::new(0))
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
                    "store buffering" => prepare(
                        Scenario::new(|| (AtomicU32::new(0), AtomicU32::new(0)))
                            .actor("left", |(x, y): &(AtomicU32, AtomicU32)| {
                                x.store(1, Ordering::Relaxed);
                                y.load(Ordering::Relaxed)
                            })
                            .actor("right", |(x, y)| {
                                y.store(1, Ordering::Relaxed);
                                x.load(Ordering::Relaxed)
                            })
                            .observe_returned(|_, seen| (seen[0], seen[1]))
                            .interesting((0, 0), "neither saw the other's store")
                            .acceptable((0, 1), "right was later")
                            .acceptable((1, 0), "left was later")
                            .acceptable((1, 1), "both saw the other's store"),
                    ),
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

fn main() -> ExitCode {
    if let Some(mut parent) = entered().expect("the test starts its workers itself") {
        let assignment: Assignment = parent.receive().expect("the parent is this program").expect("it is there");
        let scenario = match assignment.job.backend {
            Backend::Loom => loom::scenario(&assignment.scenario),
            _ => shuttle::scenario(&assignment.scenario),
        };
        serve(parent, &assignment.job, scenario);
    }
    let mut trials = Vec::new();
    for backend in [Backend::Loom, Backend::Shuttle] {
        let mut test = |name: &'static str, check: fn(&Findings) -> Result<(), String>| {
            trials.push(Trial::test(format!("{}::{backend}", name.replace(' ', "_")), move || {
                let findings = explore(name, backend);
                check(&findings).map_err(|problem| Failed::from(format!("{problem}\n{findings:#?}")))
            }));
        };
        test("opposite order", |findings| {
            let waits = waits(findings, ViolationKind::Deadlock)?;
            expect(&waits, &["left waits for second held by right", "right waits for first held by left"])
        });
        test("lock twice", |findings| {
            let waits = waits(findings, ViolationKind::Deadlock)?;
            expect(&waits, &["careless waits for only held by careless"])
        });
        test("nobody notifies", |findings| {
            let waits = waits(findings, ViolationKind::LostWakeUp)?;
            expect(&waits, &["visitor waits for opened"])
        });
        test("join a thread that hangs", |findings| {
            let waits = waits(findings, ViolationKind::Deadlock)?;
            let joins = waits.first().is_some_and(|wait| {
                wait.starts_with("parent waits for thread made at") && wait.ends_with("held by thread 1 of parent")
            });
            expect(&joins, &true)?;
            expect(&waits.get(1).map(String::as_str), &Some("thread 1 of parent waits for only held by parent"))
        });
        test("strays and scopes", |findings| {
            let seen = findings.seen.iter().map(|seen| seen.event.clone());
            let mut seen: Vec<String> = seen.map(|event| format!("{event:?}")).collect();
            seen.sort();
            expect(&seen, &["Outcome(\"(2, 3)\")", "Outcome(\"(3, 3)\")"])
        });
        test("forgotten sender", |findings| {
            let waits = waits(findings, ViolationKind::LostWakeUp)?;
            expect(&waits, &["consumer waits for jobs"])
        });
        test("closed channel", |findings| {
            let seen: Vec<String> = findings.seen.iter().map(|seen| format!("{:?}", seen.event)).collect();
            expect(&seen, &["Outcome(\"3\")"])
        });
        test("spin for ever", |findings| failure(findings, ViolationKind::Livelock).map(drop));
        test("panic", |findings| {
            let text = failure(findings, ViolationKind::Panic)?;
            expect(&text.contains("somebody was here before"), &true)
        });
        test("abort", |findings| {
            let text = failure(findings, ViolationKind::Abort)?;
            expect(&text, &"the checker's process ended with signal 6 (SIGABRT)".to_owned())
        });
        test("std only", |findings| {
            let cut = matches!(&findings.coverage, Coverage::CutShort(why) if why.contains("nothing to explore"));
            expect(&cut, &true)
        });
    }
    trials.push(Trial::test("an_exploration_that_is_cut_short_is_not_complete::loom", || {
        let findings = explore("too large", Backend::Loom);
        let cut = matches!(&findings.coverage, Coverage::CutShort(why) if why.starts_with("not finished after"));
        let counted = findings.executions > 0;
        if cut && counted { Ok(()) } else { Err(format!("{findings:#?}").into()) }
    }));
    trials.push(Trial::test("weak_memory::loom", || outcomes("store buffering", Backend::Loom, 4)));
    trials.push(Trial::test("sequential_consistency::shuttle", || outcomes("store buffering", Backend::Shuttle, 3)));
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}

fn explore(scenario: &str, backend: Backend) -> Findings {
    let budget_seconds = if scenario == "too large" { 0.5 } else { 30.0 };
    let job = ModelJob { backend, budget_seconds, preemptions: None, seed: 1 };
    let assignment = Assignment { scenario: scenario.to_owned(), job: job.clone() };
    run(&job, &assignment, &|| false, &|_| ()).expect("workers can be started")
}

fn failure(findings: &Findings, wanted: ViolationKind) -> Result<String, String> {
    let found = findings.seen.iter().find_map(|seen| match &seen.event {
        Event::Failure(kind, text) if *kind == wanted => Some(text.clone()),
        _ => None,
    });
    found.ok_or(format!("no {wanted} was found"))
}

fn waits(findings: &Findings, wanted: ViolationKind) -> Result<Vec<String>, String> {
    failure(findings, wanted)?;
    let hang = findings.hang.as_ref().ok_or("there is no hang")?;
    let line = |wait: &racecourse::hang::Waiting| match &wait.held_by {
        Some(holder) => format!("{} waits for {} held by {holder}", wait.actor, wait.waits_for),
        None => format!("{} waits for {}", wait.actor, wait.waits_for),
    };
    Ok(hang.waits.iter().map(line).collect())
}

fn expect<A: PartialEq<B> + std::fmt::Debug, B: std::fmt::Debug>(found: &A, wanted: &B) -> Result<(), String> {
    if found == wanted { Ok(()) } else { Err(format!("found {found:?} instead of {wanted:?}")) }
}

/// Loom sees all four outcomes of relaxed store buffering, and shuttle the three that sequential consistency allows.
fn outcomes(scenario: &str, backend: Backend, wanted: usize) -> Result<(), Failed> {
    let findings = explore(scenario, backend);
    let everything = match backend {
        Backend::Loom => findings.coverage == Coverage::Complete,
        _ => matches!(findings.coverage, Coverage::Bounded(_)),
    };
    if findings.seen.len() == wanted && everything { Ok(()) } else { Err(format!("{findings:#?}").into()) }
}

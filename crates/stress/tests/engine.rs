//! What the stress engine does with scenarios that are in no fixture: hangs, panics, aborts, and workers that are
//! killed; on threads and on processes.

use std::cell::Cell;
use std::fs;
use std::process::ExitCode;
use std::time::Duration;

use libtest_mimic::{Arguments, Failed, Trial};
use racecourse::findings::{Coverage, Event, Findings};
use racecourse::stressed::StressScenario;
use racecourse::{Backend, ViolationKind, WaitKind};
use racecourse_stress::{HostJob, StressJob, run, serve};
use racecourse_worker::entered;
use rustix::process::{Pid, Signal, kill_process};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
struct Assignment {
    scenario: String,
    backend: Backend,
    job: HostJob,
}

macro_rules! scenarios {
    ($backend:ident) => {
        mod $backend {
            use racecourse::Scenario;
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
                    other => panic!("there is no scenario `{other}`"),
                }
            }
        }
    };
}

scenarios!(threads);
scenarios!(processes);

fn scenario(name: &str, backend: Backend) -> Box<dyn StressScenario> {
    match backend {
        Backend::Threads => threads::scenario(name),
        _ => processes::scenario(name),
    }
}

fn main() -> ExitCode {
    if let Some(mut parent) = entered().expect("the test starts its workers itself") {
        let assignment: Assignment = parent.receive().expect("the parent is this program").expect("it is there");
        serve(parent, &assignment.job, scenario(&assignment.scenario, assignment.backend));
    }
    let mut trials = Vec::new();
    for backend in [Backend::Threads, Backend::Processes] {
        let mut test = |name: &'static str, check: fn(&Findings) -> Result<(), String>| {
            trials.push(Trial::test(format!("{}::{backend}", name.replace(' ', "_")), move || {
                let findings = stress(name, backend, &|| false, &|_| ());
                check(&findings).map_err(|problem| Failed::from(format!("{problem}\n{findings:#?}")))
            }));
        };
        test("opposite order", |findings| {
            let wanted = ["left waits for second held by right", "right waits for first held by left"];
            waits(findings, ViolationKind::Deadlock, &wanted)
        });
        test("lock twice", |findings| {
            waits(findings, ViolationKind::Deadlock, &["careless waits for only held by careless"])
        });
        test("lock files in opposite order", |findings| {
            let wanted = ["left waits for second held by right", "right waits for first held by left"];
            waits(findings, ViolationKind::Deadlock, &wanted)
        });
        test("nobody notifies", |findings| waits(findings, ViolationKind::LostWakeUp, &["visitor waits for opened"]));
        test("everybody is told", |findings| only(findings, "\"done\""));
        test("spin for ever", |findings| failure(findings, ViolationKind::Livelock).map(drop));
        test("slow", |findings| only(findings, "2"));
        test("panic", |findings| {
            let text = failure(findings, ViolationKind::Panic)?;
            let wanted = text.starts_with("nervous panicked at") && text.contains("nobody was here before");
            if wanted { Ok(()) } else { Err(format!("not the panic that was wanted: {text}")) }
        });
        test("abort", |findings| {
            let text = failure(findings, ViolationKind::Abort)?;
            let wanted = "the actors' process ended with signal 6 (SIGABRT)";
            if text == wanted { Ok(()) } else { Err(format!("not the end that was wanted: {text}")) }
        });
        test("counter", |findings| only(findings, "(1, 2)"));
        test("many actors", |findings| only(findings, "6"));
        test("join a thread that hangs", |findings| {
            let wanted = [
                "parent waits for thread held by thread 1 of parent",
                "thread 1 of parent waits for only held by parent",
            ];
            waits(findings, ViolationKind::Deadlock, &wanted)
        });
        test("a stray that hangs", |findings| {
            let hang = findings.hang.as_ref().ok_or("there is no hang")?;
            let stray = hang.waits.iter().any(|wait| wait.actor == "thread 1 of parent" && wait.waits_for == "opened");
            let lost = failure(findings, ViolationKind::LostWakeUp).is_ok();
            if stray && lost { Ok(()) } else { Err("the stray is not in the report".into()) }
        });
        test("strays", |findings| only(findings, "4"));
        test("scope", |findings| only(findings, "2"));
        test("a spawned thread panics", |findings| only(findings, "true"));
        if backend == Backend::Processes {
            test("killed under a mutex", |findings| {
                let text = failure(findings, ViolationKind::Deadlock)?;
                let killed = findings.kills.is_some_and(|kills| kills.acting > 0);
                // Who holds it is not known if the victim was killed right before it had noted that.
                let waiters = ["survivor", "the observer"].map(|waiter| format!("{waiter} waits for `total`"));
                let by_victim =
                    text.starts_with("victim was killed; ") && waiters.iter().any(|wait| text.contains(wait));
                if killed && by_victim { Ok(()) } else { Err("nobody waits for the victim".into()) }
            });
            test("killed under a lock file", |findings| {
                let saw = |outcome: &str| findings.seen.iter().any(|seen| seen.event == Event::Outcome(outcome.into()));
                let killed = findings.kills.is_some_and(|kills| kills.acting > 0);
                let fine = killed && findings.hang.is_none() && saw("(2, 2)") && saw("(1, 1)");
                if fine { Ok(()) } else { Err("the kernel has not released the lock of the victim".into()) }
            });
        } else {
            test("killed under a mutex", |findings| only(findings, "(2, true)"));
        }
        trials.push(Trial::test(format!("a_worker_killed_from_outside_is_no_outcome::{backend}"), move || {
            a_worker_killed_from_outside_is_no_outcome(backend)
        }));
        trials.push(Trial::test(format!("what_was_found_before_an_interruption_is_kept::{backend}"), move || {
            what_was_found_before_an_interruption_is_kept(backend)
        }));
    }
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}

fn stress(name: &str, backend: Backend, stop: &dyn Fn() -> bool, progress: &dyn Fn(&Findings)) -> Findings {
    // Enough for the slowest verdict, a livelock on a busy machine; all others end the run long before.
    let time = Duration::from_millis(if name == "spin for ever" { 3_000 } else { 600 });
    let job = StressJob { backend, time, may_stop_early: true, seed: 1, groups: None };
    let assignment = |job| Assignment { scenario: name.to_owned(), backend, job };
    run(&*scenario(name, backend), &job, &assignment, stop, progress).expect("workers can be started")
}

fn failure(findings: &Findings, wanted: ViolationKind) -> Result<String, String> {
    let found = findings.seen.iter().find_map(|seen| match &seen.event {
        Event::Failure(kind, text) if *kind == wanted => Some(text.clone()),
        _ => None,
    });
    found.ok_or(format!("no {wanted} was found"))
}

fn waits(findings: &Findings, kind: ViolationKind, wanted: &[&str]) -> Result<(), String> {
    failure(findings, kind)?;
    let hang = findings.hang.as_ref().ok_or("there is no hang")?;
    let lines = hang.waits.iter().map(|wait| match &wait.held_by {
        // Where it was spawned is not what is tested here.
        Some(holder) if wait.kind == WaitKind::End => format!("{} waits for thread held by {holder}", wait.actor),
        Some(holder) => format!("{} waits for {} held by {holder}", wait.actor, wait.waits_for),
        None => format!("{} waits for {}", wait.actor, wait.waits_for),
    });
    let lines: Vec<String> = lines.collect();
    if lines == wanted { Ok(()) } else { Err(format!("found {lines:?} instead of {wanted:?}")) }
}

/// Nothing but this outcome was seen, at least once.
fn only(findings: &Findings, outcome: &str) -> Result<(), String> {
    match findings.seen.as_slice() {
        [seen] if seen.event == Event::Outcome(outcome.to_owned()) && seen.count == findings.executions => Ok(()),
        _ => Err(format!("not only {outcome} was seen")),
    }
}

fn a_worker_killed_from_outside_is_no_outcome(backend: Backend) -> Result<(), Failed> {
    let kills = Cell::new(0);
    let findings = stress("counter", backend, &|| false, &|findings| {
        // Only once the group is at work, and three times in all.
        let at_work = findings.executions > 10_000 * (kills.get() + 1);
        if let Some(child) = children().into_iter().next_back().filter(|_| at_work && kills.get() < 3) {
            kill_process(child, Signal::KILL).expect("it is our child");
            kills.set(kills.get() + 1);
        }
    });
    only(&findings, "(1, 2)").map_err(|problem| format!("{problem}\n{findings:#?}"))?;
    if kills.get() == 3 && children().is_empty() { Ok(()) } else { Err(format!("{} kills", kills.get()).into()) }
}

fn what_was_found_before_an_interruption_is_kept(backend: Backend) -> Result<(), Failed> {
    let executions = Cell::new(0);
    let stop = || executions.get() > 0;
    let findings = stress("counter", backend, &stop, &|findings| executions.set(findings.executions));
    only(&findings, "(1, 2)").map_err(|problem| format!("{problem}\n{findings:#?}"))?;
    let interrupted = findings.coverage == Coverage::CutShort("interrupted".into());
    if interrupted && children().is_empty() { Ok(()) } else { Err(format!("{findings:#?}").into()) }
}

/// The processes that the calling thread has started and that are still there.
fn children() -> Vec<Pid> {
    let list = fs::read_to_string("/proc/thread-self/children").expect("the kernel lists children");
    list.split_whitespace().filter_map(|pid| Pid::from_raw(pid.parse().ok()?)).collect()
}

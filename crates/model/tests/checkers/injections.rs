//! What checkers can be asked to let happen: it happens where it may, shows what it is to show, and only if it was asked
//! for.

use libtest_mimic::{Failed, Trial};
use racecourse::explored::ModelScenario;
use racecourse::findings::{Coverage, Event, Findings};
use racecourse::{Backend, Injection, ViolationKind};
use racecourse_model::{ModelJob, run};

use crate::witnesses::{failure, find_injected, outcome, plays_alike};
use crate::{Assignment, Job, expect, waits};

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
            use std::time::Duration;

            use racecourse::explored::ModelScenario;
            use racecourse::$backend::*;

            type Gate = (Mutex<bool>, Condvar);

            /// A visitor waits for the gate, which the porter opens; says whether it was open when the visitor went on.
            fn gate(visit: fn(&Gate) -> bool, porter: bool) -> Box<dyn ModelScenario> {
                let scenario = Scenario::new(|| (Mutex::named("gate", false), Condvar::named("opened")))
                    .actor("visitor", visit)
                    .actor("porter", move |(gate, opened): &Gate| {
                        *gate.lock() = porter;
                        if porter {
                            opened.notify_one();
                        }
                        true
                    });
                prepare(
                    scenario
                        .observe_returned(|_, open| open[0])
                        .acceptable(true, "the gate was open")
                        .forbidden(false, "the gate was shut"),
                )
            }

            fn counted(count: fn(&AtomicU32)) -> Box<dyn ModelScenario> {
                prepare(
                    Scenario::new(|| AtomicU32::named("total", 0))
                        .actor("only one", count)
                        .actor("eye", |total| assert!(total.load(Ordering::Relaxed) < 2))
                        .observe(|total| total.load(Ordering::Relaxed)),
                )
            }

            pub(super) fn scenario(name: &str) -> Option<Box<dyn ModelScenario>> {
                Some(match name {
                    "waits once" => gate(
                        |(gate, opened)| {
                            let mut gate = gate.lock();
                            if !*gate {
                                opened.wait(&mut gate);
                            }
                            *gate
                        },
                        true,
                    ),
                    "waits again" => gate(
                        |(gate, opened)| {
                            let mut gate = gate.lock();
                            while !*gate {
                                opened.wait(&mut gate);
                            }
                            *gate
                        },
                        true,
                    ),
                    "waits a while" => gate(
                        |(gate, opened)| {
                            let mut gate = gate.lock();
                            if !*gate {
                                let _ = opened.wait_timeout(&mut gate, Duration::from_millis(1));
                            }
                            *gate
                        },
                        true,
                    ),
                    "waits while after while" => gate(
                        |(gate, opened)| {
                            let mut gate = gate.lock();
                            while !*gate {
                                let _ = opened.wait_timeout(&mut gate, Duration::from_millis(1));
                            }
                            *gate
                        },
                        true,
                    ),
                    "loses patience" => gate(
                        |(gate, opened)| {
                            let mut gate = gate.lock();
                            for _ in 0..5 {
                                if !*gate {
                                    let _ = opened.wait_timeout(&mut gate, Duration::from_millis(1));
                                }
                            }
                            *gate
                        },
                        true,
                    ),
                    "waits in vain" => gate(
                        |(gate, opened)| {
                            let mut gate = gate.lock();
                            !opened.wait_timeout(&mut gate, Duration::from_millis(1)).timed_out()
                        },
                        false,
                    ),
                    "tries once" => counted(|total| {
                        let _ = total.compare_exchange_weak(0, 1, Ordering::SeqCst, Ordering::Relaxed);
                    }),
                    "tries often" => prepare(
                        Scenario::new(|| (AtomicU32::named("mine", 0), AtomicU32::named("yours", 0)))
                            .actor("stubborn", |(mine, _): &(AtomicU32, AtomicU32)| {
                                for _ in 0..18 {
                                    let _ = mine.compare_exchange_weak(7, 8, Ordering::SeqCst, Ordering::Relaxed);
                                }
                            })
                            .actor("calm", |(_, yours)| yours.store(1, Ordering::Relaxed))
                            .observe(|(mine, _)| mine.load(Ordering::Relaxed)),
                    ),
                    "tries again" => counted(|total| {
                        while total.compare_exchange_weak(0, 1, Ordering::SeqCst, Ordering::Relaxed).is_err() {}
                    }),
                    "killed with a mutex" => prepare(
                        Scenario::new(|| Mutex::named("till", 0))
                            .killable_actor("clerk", (), |till: &Mutex<u32>| *till.lock() += 1)
                            .actor("auditor", |till| drop(till.lock()))
                            .observe(|_| "done"),
                    ),
                    "killed while it writes" => prepare(
                        Scenario::new(|| (RwLock::named("till", 0), AtomicU32::named("paid", 0)))
                            .killable_actor("clerk", (), |(till, paid): &(RwLock<u32>, AtomicU32)| {
                                let mut till = till.write();
                                *till += 1;
                                paid.store(1, Ordering::SeqCst);
                            })
                            .actor("auditor", |(till, _)| drop(till.read()))
                            .observe(|_| "done"),
                    ),
                    "killed while it reads" => prepare(
                        Scenario::new(|| (RwLock::named("till", 0), AtomicU32::named("seen", 0)))
                            .killable_actor("clerk", (), |(till, seen): &(RwLock<u32>, AtomicU32)| {
                                let till = till.read();
                                seen.store(*till, Ordering::SeqCst);
                            })
                            .actor("auditor", |(till, _)| drop(till.read()))
                            .observe(|(till, _)| till.try_write().is_some()),
                    ),
                    "killed with a permit" => prepare(
                        Scenario::new(|| (Semaphore::named("slots", 2), AtomicU32::named("done", 0)))
                            .killable_actor("clerk", (), |(slots, done): &(Semaphore, AtomicU32)| {
                                let _slot = slots.acquire();
                                done.store(1, Ordering::SeqCst);
                            })
                            .actor("auditor", |(slots, _)| drop(slots.acquire()))
                            .observe(|(slots, _)| {
                                let permits = [slots.try_acquire(), slots.try_acquire()];
                                permits.iter().flatten().count()
                            }),
                    ),
                    "killed with a lock file" => prepare(
                        Scenario::new(|| {
                            (FileLock::named("till"), AtomicU32::named("paid", 0), AtomicU32::named("booked", 0))
                        })
                        .killable_actor("clerk", (0, 0), |(till, paid, booked): &(FileLock, AtomicU32, AtomicU32)| {
                            let file = till.open();
                            let _held = file.lock();
                            paid.store(1, Ordering::SeqCst);
                            booked.store(1, Ordering::SeqCst);
                            (0, 0)
                        })
                        .actor("auditor", |(till, paid, booked)| {
                            let file = till.open();
                            let _held = file.lock();
                            (paid.load(Ordering::SeqCst), booked.load(Ordering::SeqCst))
                        })
                        .observe_returned(|_, seen| seen[1]),
                    ),
                    _ => return None,
                })
            }
        }
    };
}

scenarios!(loom);
scenarios!(shuttle);

/// A scenario, what is injected, what ends there are, and what is said of their being all, if anything can be.
type Case = (&'static str, &'static [Injection], &'static [&'static str], &'static str);

const CASES: &[Case] = &[
    ("waits once", &[], &["true"], "without spurious wake-ups"),
    ("waits once", &[Injection::SpuriousWakeUps], &["false", "true"], ""),
    ("waits again", &[Injection::SpuriousWakeUps], &["true"], "at most 2 spurious wake-ups in each execution"),
    ("waits a while", &[], &["panic", "true"], "stopped"),
    ("waits a while", &[Injection::TimeOuts], &["false", "true"], ""),
    ("waits while after while", &[Injection::TimeOuts], &["true"], "at most 2 early time-outs in each execution"),
    ("waits in vain", &[Injection::TimeOuts], &["false"], ""),
    ("tries once", &[], &["1"], "without weak compare-exchange failures"),
    ("tries once", &[Injection::WeakFailures], &["0", "1"], ""),
    ("tries again", &[Injection::WeakFailures], &["1"], "at most 2 weak compare-exchange failures in each execution"),
    ("killed with a mutex", &[], &[r#""done""#], "without deaths"),
    ("killed while it reads", &[Injection::Deaths], &["false", "true"], ""),
    ("killed with a permit", &[Injection::Deaths], &["1", "2"], ""),
    ("killed with a lock file", &[], &["(0, 0)", "(1, 1)"], "without deaths"),
    ("killed with a lock file", &[Injection::Deaths], &["(0, 0)", "(1, 0)", "(1, 1)"], ""),
];

pub(crate) fn trials() -> Vec<Trial> {
    let mut trials = Vec::new();
    for backend in [Backend::Loom, Backend::Shuttle] {
        for (name, injected, wanted, bound) in CASES {
            let with =
                injected.iter().map(|one| format!("_with_{}", one.words().replace(' ', "_"))).collect::<String>();
            let title = format!("{}{with}::{backend}", name.replace(' ', "_"));
            trials.push(Trial::test(title, move || {
                let findings = explore(name, backend, injected);
                check(&findings, backend, wanted, bound)
                    .map_err(|problem| Failed::from(format!("{problem}\n{findings:#?}")))
            }));
        }
        trials.push(Trial::test(format!("a_mutex_stays_locked_when_its_holder_is_killed::{backend}"), move || {
            let findings = explore("killed with a mutex", backend, &[Injection::Deaths]);
            let waits = waits(&findings, ViolationKind::Deadlock)?;
            Ok(expect(&waits, &["auditor waits for till held by clerk"])?)
        }));
        trials.push(Trial::test(format!("nobody_reads_what_a_killed_actor_was_writing::{backend}"), move || {
            let findings = explore("killed while it writes", backend, &[Injection::Deaths]);
            let waits = waits(&findings, ViolationKind::Deadlock)?;
            Ok(expect(&waits, &["auditor waits for till"])?)
        }));
        let unlucky = [
            ("waits once", Injection::SpuriousWakeUps, outcome("false"), "is woken for no reason, locks gate"),
            ("waits a while", Injection::TimeOuts, outcome("false"), "has waited long enough"),
            ("tries once", Injection::WeakFailures, outcome("0"), "fails to change total for no reason"),
            ("killed with a mutex", Injection::Deaths, failure(ViolationKind::Deadlock), "is killed"),
            ("killed with a lock file", Injection::Deaths, outcome("(1, 0)"), "is killed"),
        ];
        for (name, injected, wanted, step) in unlucky {
            let title = format!("witness_of_{}::{backend}", injected.words().replace(' ', "_"));
            let title = format!("{title}_in_{}", name.replace(' ', "_"));
            trials.push(Trial::test(title, move || {
                let found = find_injected(name, backend, injected, &wanted)?.ok_or("there is no such execution")?;
                let happened = found.steps.iter().filter(|found| found.what == step).count();
                expect(&happened, &1)
                    .and_then(|()| plays_alike(name, backend, &[injected], &found))
                    .map_err(|problem| Failed::from(format!("{problem}\n{found:#?}")))
            }));
        }
    }
    // As long as turns are taken, the gate is opened before the visitor has waited so often.
    trials.push(Trial::test("witness_of_what_is_not_fair::shuttle", || {
        let (name, injected, wanted) = ("loses patience", Injection::TimeOuts, outcome("false"));
        let found = find_injected(name, Backend::Shuttle, injected, &wanted)?.ok_or("there is no such execution")?;
        let waits = found.steps.iter().filter(|found| found.what == "has waited long enough").count();
        expect(&(waits, found.preemptions, found.minimal), &(5, None, false))
            .and_then(|()| plays_alike(name, Backend::Shuttle, &[injected], &found))
            .map_err(|problem| Failed::from(format!("{problem}\n{found:#?}")))
    }));
    trials.push(Trial::test("what_loom_cannot_choose_any_more_is_said", || {
        let findings = explore("tries often", Backend::Loom, &[Injection::WeakFailures]);
        let bound = "at most 2 weak compare-exchange failures in each execution, none after 16 occasions";
        Ok(expect(&findings.coverage, &Coverage::Bounded(bound.to_owned()))?)
    }));
    trials
}

fn explore(name: &str, backend: Backend, injected: &[Injection]) -> Findings {
    let job = ModelJob { backend, budget_seconds: 30.0, preemptions: None, thorough: true, mending: None, seed: 1 };
    let job_too = Job::Explore(job.clone());
    let assignment = Assignment { scenario: name.to_owned(), backend, injected: injected.to_vec(), job: job_too };
    run(&job, &assignment, &|| false, &|_| ()).expect("workers can be started")
}

fn check(findings: &Findings, backend: Backend, wanted: &[&str], bound: &str) -> Result<(), String> {
    let text = |event: &Event| match event {
        Event::Outcome(outcome) => outcome.clone(),
        Event::Failure(kind, _) => kind.name().to_owned(),
    };
    let mut seen: Vec<String> = findings.seen.iter().map(|seen| text(&seen.event)).collect();
    seen.sort();
    expect(&seen, &wanted)?;
    if bound == "stopped" {
        return Ok(());
    }
    let bounds = match backend {
        Backend::Loom => vec![],
        _ => vec!["every schedule, with sequentially consistent memory"],
    };
    let bounds: Vec<&str> = bounds.into_iter().chain((!bound.is_empty()).then_some(bound)).collect();
    let coverage = if bounds.is_empty() { Coverage::Complete } else { Coverage::Bounded(bounds.join("; ")) };
    expect(&findings.coverage, &coverage)
}

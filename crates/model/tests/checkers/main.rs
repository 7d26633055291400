//! What loom and shuttle really do, on scenarios that are in no fixture: every kind of failure is recognised, and an
//! exploration that did not happen never counts as one.
//!
//! The checkers say what went wrong in a panic's text only. These tests pin those texts: with a version of a checker
//! that words them differently, they fail.

use std::process::ExitCode;

use libtest_mimic::{Arguments, Failed, Trial};
use racecourse::findings::{Coverage, Event, Findings};
use racecourse::mending::Mending;
use racecourse::{Backend, Injection, ViolationKind, injection};
use racecourse_model::{HuntJob, InspectJob, ModelJob, run, serve, serve_hunt, serve_inspect};
use racecourse_worker::{Errand, entered};
use serde::{Deserialize, Serialize};

mod haste;
mod injections;
mod objects;
mod panics;
mod scenarios;
mod stores;
mod witnesses;

#[derive(Serialize, Deserialize)]
struct Assignment {
    scenario: String,
    backend: Backend,
    injected: Vec<Injection>,
    job: Job,
}

impl Errand for Assignment {}

#[derive(Serialize, Deserialize)]
enum Job {
    Explore(ModelJob),
    Hunt(HuntJob),
    Inspect(InspectJob),
}

fn main() -> ExitCode {
    if let Some(mut parent) = entered().expect("the test starts its workers itself") {
        let assignment: Assignment = parent.receive().expect("the parent is this program").expect("it is there");
        let (name, backend) = (assignment.scenario.as_str(), assignment.backend);
        let scenario = (injections::scenario(name, backend).or_else(|| objects::scenario(name, backend)))
            .or_else(|| haste::scenario(name))
            .or_else(|| stores::scenario(name))
            .unwrap_or_else(|| scenarios::scenario(name, backend));
        injection::inject(&assignment.injected);
        match assignment.job {
            Job::Explore(job) => serve(parent, &job, scenario),
            Job::Hunt(job) => serve_hunt(parent, job, scenario),
            Job::Inspect(job) => serve_inspect(parent, &job, scenario),
        }
    }
    let mut trials = witnesses::trials();
    trials.extend(haste::trials());
    trials.extend(injections::trials());
    trials.extend(panics::trials());
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
        test("permit kept", |findings| {
            let waits = waits(findings, ViolationKind::Deadlock)?;
            expect(&waits, &["patient waits for slots"])
        });
        test("barrier for too many", |findings| {
            let waits = waits(findings, ViolationKind::LostWakeUp)?;
            expect(&waits, &["left waits for start", "right waits for start"])
        });
        test("bits and extremes", |findings| only(findings, "([3, 1], -5, false)"));
        test("updates", |findings| {
            expect(&events(findings), &["Outcome(\"(0, true, false)\")", "Outcome(\"(1, false, true)\")"])
        });
        test("all operations", |findings| {
            only(findings, "([6, 2, 10, 3, 7, -7, -140], [false, true, false, true], true)")
        });
        test("made without names", |findings| only(findings, "(true, true, 7)"));
        test("panic while writing", |findings| only(findings, "(11, true)"));
        test("a pair under a lock", |findings| only(findings, "true"));
        test("waits while", |findings| only(findings, "2"));
        test("readers meet", |findings| only(findings, "\"done\""));
        test("try", |findings| only(findings, "[(true, false), (false, false), (true, true)]"));
        // Too much for shuttle to try every schedule.
        test("read and write", |findings| expect(&events(findings), &["Outcome(\"(2, true)\")"]));
        test("who is spawned", |findings| expect(&events(findings), &["Outcome(\"(6, 0)\")"]));
        test("a thread of the state", |findings| expect(&events(findings), &["Outcome(\"(11, 1)\")"]));
        test("a thread of the state that says nothing", |findings| {
            let waits = waits(findings, ViolationKind::LostWakeUp)?;
            expect(&waits, &["left waits for answer", "thread 1 of the observer waits for questions"])
        });
        test("threads spawn threads of a scope", |findings| expect(&events(findings), &["Outcome(\"(3, 3)\")"]));
        test("taken apart", |findings| expect(&events(findings), &["Outcome(\"8191\")"]));
        test("readers meet behind a writer", |findings| expect(&events(findings), &["Outcome(\"1\")"]));
        test("writers meet", |findings| {
            let waits = waits(findings, ViolationKind::Deadlock)?;
            let one = ["left waits for table", "right waits for books"];
            expect(&waits, &one).or_else(|_| expect(&waits, &["left waits for books", "right waits for table"]))
        });
        test("write while reading", |findings| {
            let waits = waits(findings, ViolationKind::Deadlock)?;
            expect(&waits, &["left waits for books", "right waits for books"])?;
            let text = failure(findings, ViolationKind::Deadlock)?;
            expect(&text.contains("left waits for its turn to write `books` (objects.rs:"), &true)
        });
        test("read while writing", |findings| {
            let text = failure(findings, ViolationKind::Deadlock)?;
            expect(&text.contains("careless waits for its turn to read `books` (objects.rs:"), &true)
        });
        test("one permit", |findings| only(findings, "(2, true, false)"));
        test("barrier", |findings| only(findings, "(2, 2, 1, 1)"));
        test("nobody writes", |findings| {
            let waits = waits(findings, ViolationKind::LostWakeUp)?;
            expect(&waits, &["reader waits for pipe"])
        });
        test("the observer waits", |findings| {
            let waits = waits(findings, ViolationKind::LostWakeUp)?;
            expect(&waits, &["the observer waits for pipe"])
        });
        test("nobody reads", |findings| {
            let waits = waits(findings, ViolationKind::LostWakeUp)?;
            expect(&waits, &["writer waits for pipe"])
        });
        test("a full pipe", |findings| expect(&events(findings), &["Outcome(\"8\")"]));
        test("short writes", |findings| expect(&events(findings), &["Outcome(\"true\")"]));
        test("long writes", |findings| expect(&events(findings), &["Outcome(\"false\")", "Outcome(\"true\")"]));
        test("join a thread that hangs", |findings| {
            let waits = waits(findings, ViolationKind::Deadlock)?;
            let joins = waits.first().is_some_and(|wait| {
                wait.starts_with("parent waits for thread made at") && wait.ends_with("held by thread 1 of parent")
            });
            expect(&joins, &true)?;
            expect(&waits.get(1).map(String::as_str), &Some("thread 1 of parent waits for only held by parent"))
        });
        test("strays and scopes", |findings| {
            expect(&events(findings), &["Outcome(\"(2, 3)\")", "Outcome(\"(3, 3)\")"])
        });
        test("forgotten sender", |findings| {
            let waits = waits(findings, ViolationKind::LostWakeUp)?;
            expect(&waits, &["consumer waits for jobs"])
        });
        test("closed channel", |findings| expect(&events(findings), &["Outcome(\"3\")"]));
        test("two writers", |findings| {
            let text = failure(findings, ViolationKind::DataRace)?;
            let wanted = ["writes `letter` (scenarios.rs:", "and left writes it", "nothing orders the two"];
            expect(&wanted.map(|part| text.contains(part)), &[true; 3]).map_err(|problem| format!("{problem}: {text}"))
        });
        for race in ["relaxed flag", "half a pair"] {
            test(race, |findings| {
                let text = failure(findings, ViolationKind::DataRace)?;
                let wanted = ["writer writes `letter` (scenarios.rs:", "and reader reads it (scenarios.rs:"];
                expect(&wanted.map(|part| text.contains(part)), &[true; 2])
                    .map_err(|problem| format!("{problem}: {text}"))
            });
        }
        for fine in ["two readers", "released flag", "fences", "locked cell", "joined writer"] {
            test(fine, |findings| {
                let fine = matches!(&findings.seen[..], [seen] if matches!(seen.event, Event::Outcome(_)));
                let everything = matches!(findings.coverage, Coverage::Complete | Coverage::Bounded(_));
                expect(&(fine, everything), &(true, true))
            });
        }
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
    // Nobody who is alone goes on for too long, as long as they do something else each time.
    trials.push(Trial::test("a_long_day::shuttle", || {
        let findings = explore("a long day", Backend::Shuttle);
        Ok(expect(&events(&findings), &["Outcome(\"5000\")"])?)
    }));
    // Loom may starve a thread of two that wait, and calls that a livelock.
    trials.push(Trial::test("waits_by_yielding::shuttle", || {
        let findings = explore("waits by yielding", Backend::Shuttle);
        Ok(only(&findings, "\"done\"").map_err(|problem| format!("{problem}\n{findings:#?}"))?)
    }));
    // Who looks under a lock keeps those from going on for whom it waits.
    trials.push(Trial::test("takes_turns_under_a_lock::shuttle", || {
        let findings = explore("takes turns under a lock", Backend::Shuttle);
        Ok(only(&findings, "\"done\"").map_err(|problem| format!("{problem}\n{findings:#?}"))?)
    }));
    // Both may go on like that for as long as they take turns exactly, and nobody can say that those were all schedules.
    trials.push(Trial::test("lets_go_of_one_to_wait_for_the_other::shuttle", || {
        let findings = explore("lets go of one to wait for the other", Backend::Shuttle);
        expect(&events(&findings), &["Outcome(\"\\\"done\\\"\")"])?;
        Ok(expect(&findings.coverage, &Coverage::Sampled)?)
    }));
    trials.push(Trial::test("weak_memory::loom", || outcomes("store buffering", Backend::Loom, 4)));
    // Loom takes what is strict for weaker, unless there are fences; what is weak stays so.
    for (exchanges, has_fences, how) in [
        (false, false, "with_fences"),
        (true, true, "with_fences_and_exchanges"),
        (true, false, "with_fences_exchanges_and_looks"),
    ] {
        for (mending, place) in Mending::with_fences(exchanges, has_fences).into_iter().zip(["before", "after"]) {
            for (scenario, wanted) in [("strict store buffering", 3), ("store buffering", 4)] {
                let name = format!("{}_{how}_{place}::loom", scenario.replace(' ', "_"));
                trials.push(Trial::test(name, move || {
                    Ok(expect(&explored(scenario, Backend::Loom, Some(mending)).seen.len(), &wanted)?)
                }));
            }
        }
    }
    // Loom lets who knows of a store read what was exchanged before it, unless each store looks first.
    let [strict, _] = Mending::with_fences(true, false).map(Some);
    let looks = Some(Mending::without_fences());
    for (scenario, mending, wanted) in [
        ("store behind an exchange", None, 5),
        ("store behind an exchange", looks, 4),
        ("store behind an exchange", strict, 4),
        ("store beside an exchange", None, 3),
        ("store beside an exchange", looks, 3),
        ("store beside an exchange", strict, 3),
        ("store ends a release sequence", None, 3),
        ("store ends a release sequence", looks, 3),
        ("store ends a release sequence", strict, 3),
    ] {
        let name = match mending {
            None => "",
            Some(Mending { fences: None, .. }) => "_that_looks",
            Some(_) => "_that_looks_among_fences",
        };
        let name = format!("{}{name}::loom", scenario.replace(' ', "_"));
        trials.push(Trial::test(name, move || {
            Ok(expect(&explored(scenario, Backend::Loom, mending).seen.len(), &wanted)?)
        }));
    }
    trials.push(Trial::test("strict_store_buffering::loom", || outcomes("strict store buffering", Backend::Loom, 4)));
    trials.push(Trial::test("sequential_consistency::shuttle", || outcomes("store buffering", Backend::Shuttle, 3)));
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}

fn explore(scenario: &str, backend: Backend) -> Findings {
    explored(scenario, backend, None)
}

fn explored(scenario: &str, backend: Backend, mending: Option<Mending>) -> Findings {
    let budget_seconds = if scenario == "too large" { 0.5 } else { 30.0 };
    let job = ModelJob { backend, budget_seconds, preemptions: None, thorough: true, mending, seed: 1 };
    let assignment =
        Assignment { scenario: scenario.to_owned(), backend, injected: Vec::new(), job: Job::Explore(job.clone()) };
    run(&job, &assignment, &|| false, &|_| ()).expect("workers can be started")
}

fn failure(findings: &Findings, wanted: ViolationKind) -> Result<String, String> {
    let found = findings.seen.iter().find_map(|seen| match &seen.event {
        Event::Failure(kind, text) if *kind == wanted => Some(text.clone()),
        _ => None,
    });
    found.ok_or(format!("no {wanted} was found"))
}

/// What was seen, as text and in order.
fn events(findings: &Findings) -> Vec<String> {
    let mut events: Vec<String> = findings.seen.iter().map(|seen| format!("{:?}", seen.event)).collect();
    events.sort();
    events
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

/// Nothing but this outcome was seen, in every execution that there is.
fn only(findings: &Findings, outcome: &str) -> Result<(), String> {
    let only = matches!(&findings.seen[..], [seen] if seen.event == Event::Outcome(outcome.to_owned()));
    let everything = matches!(findings.coverage, Coverage::Complete | Coverage::Bounded(_));
    if only && everything { Ok(()) } else { Err(format!("not only {outcome} was seen, or not in all executions")) }
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

//! Executions that are looked for, recorded and played again.

use std::time::Duration;

use libtest_mimic::{Failed, Trial};
use racecourse::findings::Event;
use racecourse::{Backend, Injection, ViolationKind};
use racecourse_model::{HuntJob, Recording, Schedule, follow, hunt, replay};

use crate::{Assignment, Job, expect};

/// Far more than any of them takes.
const WITHIN: Duration = Duration::from_secs(30);

pub(crate) fn trials() -> Vec<Trial> {
    let mut trials = Vec::new();
    for backend in [Backend::Loom, Backend::Shuttle] {
        let mut test = |name: &'static str, scenario: &'static str, wanted: Event, check: Check| {
            trials.push(Trial::test(format!("witness_of_{}::{backend}", name.replace(' ', "_")), move || {
                let found = find(scenario, backend, &wanted)?.ok_or("there is no such execution")?;
                check(&found, backend)
                    .and_then(|()| plays_alike(scenario, backend, &[], &found))
                    .map_err(|problem| Failed::from(format!("{problem}\n{found:#?}")))
            }));
        };
        test("a lost update", "lost update", outcome("1"), |found, backend| {
            let mut values: Vec<&str> = found.steps.iter().map(|step| step.what.as_str()).collect();
            values.sort_unstable();
            if backend == Backend::Loom {
                // Its loads may be late even if they are sequentially consistent, so nobody need be interrupted.
                expect(&(found.preemptions, found.minimal, found.switches()), &(Some(0), true, 1))?;
                return expect(&values, &["total ← 1", "total ← 1", "total → 0", "total → 0, not the latest"]);
            }
            expect(&(found.preemptions, found.minimal, found.switches()), &(Some(1), true, 2))?;
            expect(&values, &["total ← 1", "total ← 1", "total → 0", "total → 0"])
        });
        test("what an update does", "updates", outcome("(1, false, true)"), |found, _| {
            let right = found.steps.iter().filter(|step| found.tasks[step.task] == "right");
            let values: Vec<&str> = right.map(|step| step.what.as_str()).collect();
            expect(&values, &["seats → 2", "seats ← 1, was 2"])
        });
        test("what takes two preemptions", "glimpse", outcome("(1, 0)"), |found, backend| {
            // Loom begins with the eye, and counts it as a preemption that the switch comes first. With atomics, it leaves
            // out orders, so that nothing is proven of fewer.
            let (preemptions, minimal) = if backend == Backend::Loom { (3, false) } else { (2, true) };
            expect(&(found.preemptions, found.minimal, found.switches()), &(Some(preemptions), minimal, 3))
        });
        test("what takes none", "glimpse", outcome("(0, 0)"), |found, _| {
            expect(&(found.preemptions, found.minimal), &(Some(0), true))
        });
        test("a deadlock", "opposite order", failure(ViolationKind::Deadlock), |found, _| {
            expect(&(found.preemptions, found.minimal), &(Some(1), true))?;
            let mut waits: Vec<&str> = found.steps.iter().map(|step| step.what.as_str()).collect();
            waits.retain(|what| what.starts_with("waits"));
            waits.sort_unstable();
            expect(&waits, &["waits for first, held by left", "waits for second, held by right"])
        });
        test("readers who want to write", "write while reading", failure(ViolationKind::Deadlock), |found, _| {
            let left = found.steps.iter().filter(|step| found.tasks[step.task] == "left");
            let steps: Vec<&str> = left.map(|step| step.what.as_str()).collect();
            expect(&steps, &["takes books to read", "waits for its turn to write books"])
        });
        test("who writes and then reads", "a pair under a lock", outcome("true"), |found, _| {
            let writer = found.steps.iter().filter(|step| found.tasks[step.task] == "writer");
            let steps: Vec<&str> = writer.filter(|step| !step.what.contains('←')).map(|step| &*step.what).collect();
            let lock = steps.first().and_then(|what| what.strip_prefix("takes ")?.strip_suffix(" to write"));
            expect(&lock.is_some_and(|lock| lock.starts_with("read-write lock made at objects.rs:")), &true)?;
            expect(&steps.get(1).is_some_and(|what| what.starts_with("lets go of read-write lock")), &true)
        });
        test("a lost wake-up", "nobody notifies", failure(ViolationKind::LostWakeUp), |found, _| {
            let last = found.steps.iter().rfind(|step| found.tasks[step.task] == "visitor").map(|step| &*step.what);
            expect(&last, &Some("unlocks mutex made at scenarios.rs:50, waits for opened"))
                .or_else(|_| expect(&last.is_some_and(|what| what.ends_with("waits for opened")), &true))
        });
        test("a livelock", "spin for ever", failure(ViolationKind::Livelock), |found, _| {
            expect(&(found.steps.len() > 100, found.sealed), &(true, None))
        });
        test("a panic", "panic", failure(ViolationKind::Panic), |found, _| {
            expect(&found.steps.last().map(|step| found.tasks[step.task].as_str()), &Some("nervous"))
        });
        test("an abort", "abort", failure(ViolationKind::Abort), |found, _| {
            let steps: Vec<(&str, &str)> =
                found.steps.iter().map(|step| (found.tasks[step.task].as_str(), step.what.as_str())).collect();
            expect(&steps, &[("fatal", "total ← 1, was 0")])
        });
        test("a data race", "relaxed flag", failure(ViolationKind::DataRace), |found, _| {
            expect(&found.steps.last().map(|step| &*step.what), &Some("reads letter"))
        });
        test("a thread of an actor", "join a thread that hangs", failure(ViolationKind::Deadlock), |found, _| {
            expect(&found.tasks, &["parent", "thread 1 of parent"])
        });
        test("what goes on after a panic", "panic under a lock", outcome("(11, true)"), |found, _| {
            let steps = found.steps.iter().map(|step| (found.tasks[step.task].as_str(), step.what.as_str()));
            let steps: Vec<_> = steps.filter(|(task, _)| *task != "other").collect();
            let wanted = [
                ("parent", "spawns thread 1"),
                ("thread 1 of parent", "locks total"),
                ("thread 1 of parent", "panics: half-way"),
                ("thread 1 of parent", "unlocks total"),
                ("parent", "joins thread 1"),
            ];
            expect(&steps, &wanted)
        });
        let name = format!("what_never_happens_has_no_witness::{backend}");
        trials.push(Trial::test(name, move || match find("lost update", backend, &outcome("7"))? {
            None => Ok(()),
            Some(found) => Err(format!("{found:#?}").into()),
        }));
        trials.push(Trial::test(format!("a_schedule_that_does_not_fit_is_noticed::{backend}"), move || {
            for schedule in ["9z", "3abZ", "F", "5000a"] {
                let schedule: Schedule = schedule.parse()?;
                let played = play("lost update", backend, &[], false, &schedule)?;
                let noticed = played.as_ref().is_none_or(|played| {
                    matches!(played.event, Event::Failure(ViolationKind::Abort | ViolationKind::Panic, _))
                });
                if !noticed {
                    return Err(format!("{schedule}: {played:#?}").into());
                }
            }
            Ok(())
        }));
    }
    let sealed = [
        ("lost update", outcome("1"), Some(2)),
        ("opposite order", failure(ViolationKind::Deadlock), Some(2)),
        ("lock twice", failure(ViolationKind::Deadlock), Some(0)),
        ("glimpse", outcome("(1, 0)"), Some(3)),
    ];
    for (scenario, wanted, after) in sealed {
        let name = format!("{}_is_sealed::shuttle", scenario.replace(' ', "_"));
        trials.push(Trial::test(name, move || {
            let found = find(scenario, Backend::Shuttle, &wanted)?.ok_or("there is no such execution")?;
            expect(&found.sealed, &after).map_err(|problem| Failed::from(format!("{problem}\n{found:#?}")))
        }));
    }
    trials.push(Trial::test("witness_of_what_takes_many_preemptions::shuttle", || {
        let found = find("taking turns", Backend::Shuttle, &outcome("true"))?.ok_or("there is no such execution")?;
        expect(&(found.preemptions, found.minimal), &(None, false))?;
        plays_alike("taking turns", Backend::Shuttle, &[], &found)?;
        // It takes fourteen turns, and only the first is nobody's interruption.
        Ok(expect(&((13..30).contains(&found.switches())), &true)
            .map_err(|problem| format!("{problem}\n{found:#?}"))?)
    }));
    trials.push(Trial::test("the_same_turns_are_the_same_execution::shuttle", || {
        let found = find("lost update", Backend::Shuttle, &outcome("1"))?.ok_or("there is no such execution")?;
        let again =
            follow(&found, &assign("lost update", Backend::Shuttle, &[]), &|| false)?.ok_or("it did not run")?;
        Ok(expect(&(again.event, again.steps), &(found.event, found.steps))?)
    }));
    trials
}

type Check = fn(&Recording, Backend) -> Result<(), String>;

pub(crate) fn outcome(text: &str) -> Event {
    Event::Outcome(text.to_owned())
}

pub(crate) fn failure(kind: ViolationKind) -> Event {
    Event::Failure(kind, String::new())
}

fn assign<'a>(
    scenario: &'static str,
    backend: Backend,
    injected: &'a [Injection],
) -> impl Fn(HuntJob) -> Assignment + use<'a> {
    let injected = injected.to_vec();
    move |job| Assignment { scenario: scenario.to_owned(), backend, injected: injected.clone(), job: Job::Hunt(job) }
}

fn find(scenario: &'static str, backend: Backend, wanted: &Event) -> std::io::Result<Option<Recording>> {
    hunt(backend, wanted, WITHIN, 1, &assign(scenario, backend, &[]), &|| false)
}

pub(crate) fn find_injected(
    scenario: &'static str,
    backend: Backend,
    injected: Injection,
    wanted: &Event,
) -> std::io::Result<Option<Recording>> {
    hunt(backend, wanted, WITHIN, 1, &assign(scenario, backend, &[injected]), &|| false)
}

fn play(
    scenario: &'static str,
    backend: Backend,
    injected: &[Injection],
    thorough: bool,
    schedule: &Schedule,
) -> std::io::Result<Option<Recording>> {
    replay(backend, thorough, schedule, &assign(scenario, backend, injected), &|| false)
}

/// Played again, an execution is the same, every time.
pub(crate) fn plays_alike(
    scenario: &'static str,
    backend: Backend,
    injected: &[Injection],
    found: &Recording,
) -> Result<(), String> {
    for _ in 0..3 {
        let played =
            play(scenario, backend, injected, found.thorough, &found.schedule).map_err(|error| error.to_string())?;
        let played = played.ok_or("it could not be played again")?;
        expect(&(&played.event, &played.steps), &(&found.event, &found.steps))?;
    }
    Ok(())
}

//! What the stress engine does with scenarios that are in no fixture: hangs, panics, aborts, and workers that are
//! killed; on threads and on processes.

mod children;
mod objects;
mod scenarios;

use std::cell::{Cell, RefCell};
use std::collections::HashSet;
use std::fs;
use std::process::ExitCode;
use std::time::Duration;

use libtest_mimic::{Arguments, Failed, Trial};
use racecourse::children::MOST_EACH;
use racecourse::findings::{Coverage, Event, Findings};
use racecourse::{Backend, ViolationKind, WaitKind};
use racecourse_stress::{HostJob, Length, Need, StressJob, run, serve};
use racecourse_worker::{Errand, entered};
use rustix::process::{Pid, Signal, kill_process};
use serde::{Deserialize, Serialize};

use scenarios::scenario;

#[derive(Serialize, Deserialize)]
struct Assignment {
    scenario: String,
    backend: Backend,
    job: HostJob,
}

impl Errand for Assignment {}

fn main() -> ExitCode {
    if let Some(mut parent) = entered().expect("the test starts its workers itself") {
        let assignment: Assignment = parent.receive().expect("the parent is this program").expect("it is there");
        serve(parent, &assignment.job, false, || scenario(&assignment.scenario, assignment.backend));
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
        test("permit kept", |findings| waits(findings, ViolationKind::Deadlock, &["patient waits for slots"]));
        test("bits and extremes", |findings| only(findings, "([3, 1], -5, false)"));
        test("updates", |findings| {
            let known = ["(0, true, false)", "(1, false, true)"].map(|outcome| Event::Outcome(outcome.into()));
            let fine = !findings.seen.is_empty() && findings.seen.iter().all(|seen| known.contains(&seen.event));
            if fine { Ok(()) } else { Err("more seats were sold than there are, or less".into()) }
        });
        test("all operations", |findings| {
            only(findings, "([6, 2, 10, 3, 7, -7, -140], [false, true, false, true], true)")
        });
        test("made without names", |findings| only(findings, "(true, true, 7)"));
        test("read and write", |findings| only(findings, "(2, true)"));
        test("who is spawned", |findings| only(findings, "(6, 0)"));
        test("threads spawn threads of a scope", |findings| only(findings, "(3, 3)"));
        test("taken apart", |findings| only(findings, "8191"));
        test("panic while writing", |findings| only(findings, "(11, true)"));
        test("a pair under a lock", |findings| only(findings, "true"));
        test("waits while", |findings| only(findings, "2"));
        test("readers meet", |findings| only(findings, "\"done\""));
        test("try", |findings| only(findings, "[(true, false), (false, false), (true, true)]"));
        test("readers meet behind a writer", |findings| only(findings, "1"));
        test("writers meet", |findings| {
            let one = waits(findings, ViolationKind::Deadlock, &["left waits for table", "right waits for books"]);
            let wanted = ["left waits for books", "right waits for table"];
            one.or_else(|_| waits(findings, ViolationKind::Deadlock, &wanted))
        });
        test("write while reading", |findings| {
            let text = failure(findings, ViolationKind::Deadlock)?;
            if text.contains("left waits for its turn to write `books` (objects.rs:") { Ok(()) } else { Err(text) }
        });
        test("read while writing", |findings| {
            let text = failure(findings, ViolationKind::Deadlock)?;
            if text.contains("careless waits for its turn to read `books` (objects.rs:") { Ok(()) } else { Err(text) }
        });
        test("one permit", |findings| only(findings, "(2, true, false)"));
        test("barrier for too many", |findings| {
            waits(findings, ViolationKind::LostWakeUp, &["left waits for start", "right waits for start"])
        });
        test("barrier", |findings| only(findings, "(2, 2, 1, 1)"));
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
        let waits_for_room =
            |findings: &Findings| waits(findings, ViolationKind::LostWakeUp, &["writer waits for pipe"]);
        test("nobody reads", waits_for_room);
        test("nobody writes", |findings| waits(findings, ViolationKind::LostWakeUp, &["reader waits for pipe"]));
        test("ping pong", |findings| only(findings, "(3, 2)"));
        test("scope", |findings| only(findings, "2"));
        test("a spawned thread panics", |findings| only(findings, "true"));
        test("a stray panics", |findings| only(findings, "\"done\""));
        test("a scoped thread panics", |findings| {
            let text = failure(findings, ViolationKind::Panic)?;
            if text.contains("a scoped thread panicked") { Ok(()) } else { Err(text) }
        });
        test("panic under a lock", |findings| only(findings, "(11, true)"));
        if backend == Backend::Threads {
            test("a thread of the state", |findings| only(findings, "(11, 1)"));
            test("a thread of the state that says nothing", |findings| {
                waits(findings, ViolationKind::LostWakeUp, &["left waits for answer"])
            });
        }
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
            test("killed while writing", |findings| {
                let text = failure(findings, ViolationKind::Deadlock)?;
                let killed = findings.kills.is_some_and(|kills| kills.acting > 0);
                // It may also be killed while it is about to take the lock.
                if killed && text.starts_with("victim was killed; ") && text.contains("`total`") {
                    Ok(())
                } else {
                    Err(text)
                }
            });
            test("killed half-way, and the observer panics", |findings| {
                let text = failure(findings, ViolationKind::Panic)?;
                let wanted = text.starts_with("victim was killed; the observer panicked at");
                if wanted && text.contains("half of it is missing") { Ok(()) } else { Err(text) }
            });
            test("killed under a lock file", |findings| {
                let saw = |outcome: &str| findings.seen.iter().any(|seen| seen.event == Event::Outcome(outcome.into()));
                let killed = findings.kills.is_some_and(|kills| kills.acting > 0);
                let fine = killed && findings.hang.is_none() && saw("(2, 2)") && saw("(1, 1)");
                if fine { Ok(()) } else { Err("the kernel has not released the lock of the victim".into()) }
            });
            test("wait for a child", |findings| only(findings, "(Some(7), 1, 2)"));
            test("a child that nobody waits for", |findings| only(findings, "2"));
            test("a child panics", |findings| only(findings, "Some(101)"));
            test("a child needs what a thread of its parent holds", |findings| {
                let wanted = [
                    "parent waits for process held by child 2 of parent",
                    "child 2 of parent waits for log held by thread 1 of parent",
                ];
                waits(findings, ViolationKind::Deadlock, &wanted)
            });
            test("a child runs in a circle", |findings| {
                let text = failure(findings, ViolationKind::Livelock)?;
                let wanted = text == "child 1 of parent runs and gets nowhere";
                if wanted { Ok(()) } else { Err(format!("not the livelock that was wanted: {text}")) }
            });
            test("processes without end", |findings| only(findings, "(true, 0, true)"));
            test("limits", |findings| only(findings, "Some(1)"));
            test("an orphan waits for ever", |findings| {
                let text = failure(findings, ViolationKind::LostWakeUp)?;
                let wanted = "parent was killed; child 1 of parent waits for an item in `jobs`";
                if text.starts_with(wanted) { Ok(()) } else { Err(text) }
            });
            test("an orphan dies", |findings| {
                let fine = findings.hang.is_none() && findings.kills.is_some_and(|kills| kills.acting > 0);
                if fine { Ok(()) } else { Err("a child has outlived its parent, or nobody was killed".into()) }
            });
            trials.push(Trial::test(
                "what_one_group_locks_is_free_in_another::processes",
                what_one_group_locks_is_free_in_another,
            ));
            trials.push(Trial::test(
                "processes_without_end_are_contained::processes",
                processes_without_end_are_contained,
            ));
        } else {
            test("killed under a mutex", |findings| only(findings, "(2, true)"));
            test("killed while writing", |findings| only(findings, "(2, true)"));
            // What is behind an `Arc` is shared between threads, and not between processes.
            test("a stray that hangs", |findings| {
                let hang = findings.hang.as_ref().ok_or("there is no hang")?;
                let stray =
                    hang.waits.iter().any(|wait| wait.actor == "thread 1 of parent" && wait.waits_for == "opened");
                let lost = failure(findings, ViolationKind::LostWakeUp).is_ok();
                if stray && lost { Ok(()) } else { Err("the stray is not in the report".into()) }
            });
            test("strays", |findings| only(findings, "4"));
            test("forgotten sender", |findings| {
                waits(findings, ViolationKind::LostWakeUp, &["consumer waits for jobs"])
            });
        }
        trials.push(Trial::test(format!("a_worker_killed_from_outside_is_no_outcome::{backend}"), move || {
            a_worker_killed_from_outside_is_no_outcome(backend)
        }));
        trials.push(Trial::test(format!("a_run_goes_on_until_it_says_something::{backend}"), move || {
            a_run_goes_on_until_it_says_something(backend)
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
    stress_for(name, backend, Need { share: time, at_most: time, samples: None }, stop, progress)
}

fn stress_for(
    name: &str,
    backend: Backend,
    need: Need,
    stop: &dyn Fn() -> bool,
    progress: &dyn Fn(&Findings),
) -> Findings {
    let job = StressJob { backend, length: Length::AsNeeded(need), seed: 1, groups: None };
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
        Some(holder) if wait.kind == WaitKind::End => {
            let what = if holder.starts_with("child") { "process" } else { "thread" };
            format!("{} waits for {what} held by {holder}", wait.actor)
        }
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

/// Else an actor would be seen to wait, and nobody in its group to release what it waits for.
fn what_one_group_locks_is_free_in_another() -> Result<(), Failed> {
    let (name, backend, time) = ("hold a lock file for long", Backend::Processes, Duration::from_millis(600));
    let job = StressJob { backend, length: Length::Exactly(time), seed: 1, groups: Some(2) };
    let assignment = |job| Assignment { scenario: name.to_owned(), backend, job };
    let findings = run(&*scenario(name, backend), &job, &assignment, &|| false, &|_| ()).map_err(|e| e.to_string())?;
    only(&findings, "\"done\"").map_err(|problem| format!("{problem}\n{findings:#?}").into())
}

/// Samples of this scenario take their time: in its share there is no room for as many as are asked for.
fn a_run_goes_on_until_it_says_something(backend: Backend) -> Result<(), Failed> {
    let share = Duration::from_millis(1);
    let run = |at_most, samples| stress_for("slow", backend, Need { share, at_most, samples }, &|| false, &|_| ());
    let patient = run(Duration::from_secs(60), Some(10));
    only(&patient, "2").map_err(|problem| format!("{problem}\n{patient:#?}"))?;
    let at_most = Duration::from_millis(400);
    // Nothing goes wrong, so nothing ends it early.
    let waiting_for_a_bug = run(at_most, None);
    let hurried = run(at_most, Some(u64::MAX));
    let has_waited = [&waiting_for_a_bug, &hurried].iter().all(|run| run.seconds >= at_most.as_secs_f64());
    if patient.executions >= 10 && has_waited {
        Ok(())
    } else {
        Err(format!("{patient:#?}\n{waiting_for_a_bug:#?}\n{hurried:#?}").into())
    }
}

/// As many processes as there may be, and no more; and nothing is left of them.
fn processes_without_end_are_contained() -> Result<(), Failed> {
    let (most, groups) = (Cell::new(0), RefCell::new(HashSet::new()));
    let findings = stress("processes without end", Backend::Processes, &|| false, &|_| {
        groups.borrow_mut().extend(children());
        for group in groups.borrow().iter() {
            most.set(most.get().max(members(*group)));
        }
    });
    let left: usize = groups.borrow().iter().map(|group| members(*group)).sum();
    let exploded = findings.seen.iter().all(|seen| seen.event == Event::Outcome("(true, 0, true)".into()));
    // Two workers, of which one actor forks.
    let contained = (3..=2 + MOST_EACH).contains(&most.get());
    if exploded && findings.executions > 0 && contained && left == 0 {
        Ok(())
    } else {
        Err(format!("{} at once, {left} left\n{findings:#?}", most.get()).into())
    }
}

/// How many processes are in the process group with this leader, those left out that have ended.
fn members(leader: Pid) -> usize {
    let all = fs::read_dir("/proc").expect("the kernel lists processes").filter_map(Result::ok);
    let stats = all.filter_map(|entry| fs::read_to_string(entry.path().join("stat")).ok());
    let is_member = |stat: &String| {
        // Behind the name: the state, the parent, the group.
        let fields: Vec<&str> = stat.rsplit_once(')').map_or("", |(_, fields)| fields).split_whitespace().collect();
        fields.len() > 2 && fields[0] != "Z" && fields[2] == leader.as_raw_nonzero().to_string()
    };
    stats.filter(is_member).count()
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

//! Each litmus test on loom and on real threads, against what RC11 allows.
//!
//! Loom's set of outcomes is RC11's, except for the differences in the data. Real threads stay inside of both.

use std::collections::BTreeSet;
use std::process::ExitCode;
use std::time::Duration;

use libtest_mimic::{Arguments, Failed, Trial};
use racecourse::Backend;
use racecourse::findings::{Coverage, Event, Findings};
use racecourse::mending::Mending;
use racecourse_litmus::{
    Kind, Litmus, Outcome, differs_from_loom, differs_from_rc11, find, loom, not_seen, outside_of_loom,
    outside_of_rc11, tests, threads,
};
use racecourse_model::ModelJob;
use racecourse_stress::{HostJob, Length, StressJob};
use racecourse_worker::{Errand, entered};
use serde::{Deserialize, Serialize};

/// How long real threads get for a test.
const STRESS: Duration = Duration::from_millis(300);
/// How long loom gets before its exploration counts as incomplete. The slowest, IRIW, takes a second.
const MODEL_SECONDS: f64 = 10.0;
/// The same random choices every time.
const SEED: u64 = 0x5eed;

#[derive(Serialize, Deserialize)]
struct Assignment {
    name: String,
    job: Job,
}

impl Errand for Assignment {}

#[derive(Serialize, Deserialize)]
enum Job {
    Loom(ModelJob),
    Threads(HostJob),
}

fn main() -> ExitCode {
    if let Some(mut parent) = entered().expect("the test starts its workers itself") {
        let assignment: Assignment = parent.receive().expect("the parent is this program").expect("it is there");
        let litmus = find(&assignment.name).expect("the parent has the same tests");
        match assignment.job {
            Job::Loom(job) => racecourse_model::serve(parent, &job, loom::scenario(litmus)),
            Job::Threads(job) => racecourse_stress::serve(parent, &job, false, || threads::scenario(litmus)),
        }
    }
    let mut trials = Vec::new();
    for litmus in tests() {
        trials.push(Trial::test(format!("{}::loom", litmus.name), || is_explored_by_loom(litmus)));
        if litmus.asks_for_seq_cst() {
            trials.push(Trial::test(format!("{}_with_fences::loom", litmus.name), || is_mended_by_fences(litmus)));
        }
        trials.push(Trial::test(format!("{}::threads", litmus.name), || holds_on_threads(litmus)));
    }
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}

fn is_explored_by_loom(litmus: &Litmus) -> Result<(), Failed> {
    let (loom, findings) = explore(litmus)?;
    verdict(differs_from_loom(litmus, &loom), &findings)
}

/// With fences about what asks for `SeqCst`, loom shows what RC11 allows, in one place or the other, and nothing else.
fn is_mended_by_fences(litmus: &Litmus) -> Result<(), Failed> {
    let [before, after] = Mending::with_fences(litmus.exchanges(), litmus.has_fences());
    let (mut shown, findings) = explore_with(litmus, Some(before))?;
    shown.extend(explore_with(litmus, Some(after))?.0);
    verdict(differs_from_rc11(litmus, &shown), &findings)
}

fn holds_on_threads(litmus: &'static Litmus) -> Result<(), Failed> {
    let (loom, _) = explore(litmus)?;
    let findings = stress(litmus)?;
    if findings.coverage != Coverage::Sampled || findings.executions == 0 {
        return Err(format!("nothing was sampled; run it again\n{findings:#?}").into());
    }
    let shown = outcomes(&findings)?;
    for outcome in not_seen(litmus, &shown) {
        eprintln!("not seen on this machine in {} samples: `{outcome}`", findings.executions);
    }
    for outcome in litmus.listed(Kind::Miss).filter(|outcome| shown.contains(outcome)) {
        eprintln!("seen on this machine, and missed by loom: `{outcome}`");
    }
    let mut problems = outside_of_rc11(litmus, &shown);
    problems.extend(outside_of_loom(litmus, &shown, &loom));
    verdict(problems, &findings)
}

fn verdict(problems: Vec<String>, findings: &Findings) -> Result<(), Failed> {
    if problems.is_empty() { Ok(()) } else { Err(format!("{}\n{findings:#?}", problems.join("\n")).into()) }
}

/// Every outcome that loom shows by itself.
fn explore(litmus: &Litmus) -> Result<(BTreeSet<Outcome>, Findings), Failed> {
    explore_with(litmus, None)
}

fn explore_with(litmus: &Litmus, mending: Option<Mending>) -> Result<(BTreeSet<Outcome>, Findings), Failed> {
    // Four threads are too many to be thorough in this time; of them, loom is asked for what it takes for different.
    let thorough = litmus.thread_count() < 4;
    let budget_seconds = MODEL_SECONDS;
    let job = ModelJob { backend: Backend::Loom, budget_seconds, preemptions: None, thorough, mending, seed: SEED };
    let assignment = Assignment { name: litmus.name.clone(), job: Job::Loom(job.clone()) };
    let findings = racecourse_model::run(&job, &assignment, &|| false, &|_| ())?;
    let everything = match findings.coverage {
        Coverage::Complete => thorough,
        Coverage::Bounded(_) => !thorough,
        _ => false,
    };
    if !everything {
        return Err(format!("loom has not explored everything; make the test smaller\n{findings:#?}").into());
    }
    Ok((outcomes(&findings)?, findings))
}

fn stress(litmus: &'static Litmus) -> Result<Findings, Failed> {
    let job = StressJob { backend: Backend::Threads, length: Length::Exactly(STRESS), seed: SEED, groups: None };
    let assignment = |job| Assignment { name: litmus.name.clone(), job: Job::Threads(job) };
    Ok(racecourse_stress::run(&*threads::scenario(litmus), &job, &assignment, &|| false, &|_| ())?)
}

/// The outcomes that were seen. A litmus test cannot go wrong in any other way.
fn outcomes(findings: &Findings) -> Result<BTreeSet<Outcome>, Failed> {
    let outcome = |event: &Event| match event {
        Event::Outcome(text) => text.parse::<Outcome>().map_err(Failed::from),
        Event::Failure(kind, text) => Err(format!("{kind} instead of an outcome: {text}").into()),
    };
    findings.seen.iter().map(|seen| outcome(&seen.event)).collect()
}

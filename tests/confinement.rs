//! Confined workers: code that nobody has read reaches no file, on any backend; and everything that lessons are about goes
//! on as it does unconfined. With the variable `RACECOURSE_CONFINED`, the tests of the classes run confined too.

use std::fs;
use std::process::ExitCode;
use std::time::Duration;

use libtest_mimic::{Arguments, Failed, Trial};
use racecourse::{About, Backend, Class, Expectation, Fixture, Implementation, VariantAbout, Violation};
use racecourse_report::{Report, RunResult, VerdictName, tables};
use racecourse_runner::{Cell, Effort, Observer, Plan, run};

/// What a worker goes on doing when it is confined, and a fixture that does so.
const FACILITIES: [(&str, &str); 9] = [
    ("mutexes", "relock"),
    ("condition variables", "empty-is-not-done"),
    ("queues", "sentinel-queue"),
    ("pipes", "interleaved-pipe"),
    ("lock files and forks", "orphaned-worker"),
    ("forks beside threads", "fork-with-threads"),
    ("spawned threads and channels", "join-before-drain"),
    ("panics", "swallowed-panic"),
    ("kills", "killed-holder"),
];

const CLASSES: [Class; 5] = [
    racecourse_deadlock::CLASS,
    racecourse_pools::CLASS,
    racecourse_processes::CLASS,
    racecourse_signalling::CLASS,
    CURIOUS_CLASS,
];

fn main() -> ExitCode {
    racecourse_runner::workers::take_over(&CLASSES);
    let mut trials = Vec::new();
    for (facility, fixture) in FACILITIES {
        for cell in cells(fixture).filter(|cell| ["broken", "fixed"].contains(&cell.variant.name)) {
            let name = format!("{facility}::{fixture}::{}::{}", cell.variant.name, cell.backend);
            trials.push(Trial::test(name.replace([' ', '-'], "_"), move || goes_on(confined(cell))));
        }
    }
    for cell in cells("curious") {
        let name = |how| format!("reads_a_file::{how}::{}", cell.backend);
        trials.push(Trial::test(name("free"), move || {
            let (result, drawn) = result(cell)?;
            if result.verdict == VerdictName::Violated { Ok(()) } else { Err(drawn.into()) }
        }));
        trials.push(Trial::test(name("confined"), move || {
            // It is expected to see a file, and does not: there is no need to look for as long as might be needed.
            let (result, drawn) = result_of(confined(cell), Effort::Each(SHARE))?;
            let saw = |outcome: &str| result.outcomes.iter().any(|row| row.outcome == outcome && row.count > 0);
            // Otherwise the kernel has no Landlock, which the notes say.
            let could = result.notes.iter().any(|note| note.contains("could read and write files"));
            let wanted = if could { "(true, true)" } else { "(false, false)" };
            if saw(wanted) && result.outcomes.len() == 1 { Ok(()) } else { Err(drawn.into()) }
        }));
    }
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}

fn cells(fixture: &'static str) -> impl Iterator<Item = Cell> {
    let all = CLASSES.iter().flat_map(|class| class.fixtures.iter().flat_map(|fixture| Cell::all(class, *fixture)));
    all.filter(move |cell| cell.fixture.about.name == fixture && cell.implementation().is_some())
}

fn confined(cell: Cell) -> Cell {
    Cell { confined: true, ..cell }
}

/// How long real threads and processes have, and how long if they have not seen what they should.
const SHARE: Duration = Duration::from_millis(350);
const STRESS_AT_MOST: Duration = Duration::from_secs(15);
/// How long the models have.
const MODEL: Duration = Duration::from_secs(60);

struct Quiet;

impl Observer for Quiet {}

fn result(cell: Cell) -> Result<(RunResult, String), Failed> {
    let (share, at_most) = if cell.backend.is_stress() { (SHARE, STRESS_AT_MOST) } else { (MODEL, MODEL) };
    result_of(cell, Effort::AsNeeded { share, at_most })
}

fn result_of(cell: Cell, effort: Effort) -> Result<(RunResult, String), Failed> {
    let report: Report = run(&[cell], Plan { effort, seed: 0x5eed, groups: None, preemptions: None }, &Quiet)
        .map_err(|error| Failed::from(format!("{error:#}")))?;
    let drawn = tables(&report, 100);
    let result = report.runs.into_iter().next().ok_or("nothing was run")?;
    Ok((result, drawn))
}

/// The verdict is the one that is expected of the fixture; and a model's violation has its witness, which takes further
/// workers to find.
fn goes_on(cell: Cell) -> Result<(), Failed> {
    let (result, drawn) = result(cell)?;
    let is_model = !cell.backend.is_stress();
    let is_witnessed = result.witness.is_some() == (is_model && result.verdict == VerdictName::Violated);
    let one_processor = std::thread::available_parallelism().is_ok_and(|processors| processors.get() == 1);
    match result.as_expected {
        Some(true) if is_witnessed => Ok(()),
        // There, not every bug shows.
        None if !is_model && one_processor => Ok(()),
        _ => Err(drawn.into()),
    }
}

/// A class that is in no catalogue, of a fixture that reads a file when a state is made, and when an actor acts.
const CURIOUS_CLASS: Class = Class {
    name: "curious",
    fixtures: &[Fixture {
        subject: "",
        others: &[],
        about: &About {
            name: "curious",
            title: "Reads what is not its own",
            cwe: None,
            exercise: racecourse::Exercise::at(0),
            origin: "this test",
            sources: &[],
            modelled: &[],
            unsupported: &[],
            gaps: &[],
            injected: &[],
            besides: &[],
            variants: &[VariantAbout::new(
                "broken",
                "reads a file",
                Expectation::Violated(&[Violation::Outcome("(true, true)")]),
            )],
        },
        implementations: &[
            ("broken", Backend::Threads, Implementation::Stress(threads::curious)),
            ("broken", Backend::Processes, Implementation::Stress(processes::curious)),
            ("broken", Backend::Loom, Implementation::Model(loom::curious)),
            ("broken", Backend::Shuttle, Implementation::Model(shuttle::curious)),
        ],
        sources: &[],
    }],
};

/// Whether a file can be read that every user may read.
fn can_read() -> bool {
    fs::read("/etc/passwd").is_ok()
}

macro_rules! curious {
    ($backend:ident, $erased:path) => {
        mod $backend {
            use racecourse::$backend::{Scenario, prepare};

            use super::can_read;

            pub(super) fn curious() -> Box<dyn $erased> {
                prepare(
                    Scenario::new(can_read)
                        .actor("nosy", |_| can_read())
                        .actor("bystander", |_| true)
                        .observe_returned(|when_made: &bool, returned| (*when_made, returned[0]))
                        .acceptable((false, false), "nobody could read it")
                        .forbidden((true, true), "everybody could"),
                )
            }
        }
    };
}

curious!(threads, racecourse::stressed::StressScenario);
curious!(processes, racecourse::stressed::StressScenario);
curious!(loom, racecourse::explored::ModelScenario);
curious!(shuttle, racecourse::explored::ModelScenario);

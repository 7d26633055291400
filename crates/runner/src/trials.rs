//! The tests of a class: one per variant and backend, and those that prove that the checks can fail.

use std::process::ExitCode;
use std::time::Duration;

use libtest_mimic::{Arguments, Failed, Trial};
use racecourse::{Backend, Class, Expectation, Part};
use racecourse_report::{RunResult, VerdictName, tables};

use crate::cell::Cell;
use crate::engine::{Effort, Observer, Plan, run};
use crate::workers;

/// How long a stress backend gets per test.
const STRESS: Duration = Duration::from_millis(350);
/// How long it gets at most until its table says something. That is many times what it takes: a bug that does not show by
/// then is not one that this backend can be said to see.
const STRESS_AT_MOST: Duration = Duration::from_secs(15);
/// How long a model checker gets per test, before it is incomplete, which fails the test.
const MODEL: Duration = Duration::from_secs(60);
/// The same random choices every time.
const SEED: u64 = 0x5eed;

struct Quiet;

impl Observer for Quiet {}

/// If this variable is set, the tests of a class run with confined workers. All of them have to pass.
const CONFINED: &str = "RACECOURSE_CONFINED";

/// The `main` of a class's tests.
pub fn main(classes: &'static [Class]) -> ExitCode {
    workers::take_over(classes);
    let arguments = Arguments::from_args();
    let cells = classes.iter().flat_map(|class| class.fixtures.iter().flat_map(|fixture| Cell::all(class, *fixture)));
    let confined = std::env::var_os(CONFINED).is_some();
    let mut trials = Vec::new();
    for cell in cells.map(|cell| Cell { confined, ..cell }) {
        if cell.variant.name == "fixed" {
            trials.extend(of_other_scenarios(cell));
        }
        if cell.implementation().is_none() {
            if !matches!(cell.expectation(), Expectation::Unsupported(_)) {
                trials.push(Trial::test(name(&cell, cell.variant.name), || {
                    Err("the fixture is neither compiled for this backend nor does it say why not".into())
                }));
            }
            continue;
        }
        trials.push(Trial::test(name(&cell, cell.variant.name), move || meets_its_expectation(cell)));
        let other = match cell.variant.name {
            "broken" => "fixed",
            "fixed" => "broken",
            _ => continue,
        };
        // A course pack has no `fixed`.
        if cell.fixture.variant(other).is_none() {
            continue;
        }
        // Where a backend is known to miss the bug, it cannot tell the one code from the other.
        let broken = fixture_expectation(&cell, "broken");
        if !matches!(broken, Some(Expectation::Violated(_))) {
            continue;
        }
        let swapped = format!("{}_with_the_code_of_{other}", cell.variant.name);
        trials.push(Trial::test(name(&cell, &swapped), move || is_contradicted(cell.with_code_of(other))));
    }
    libtest_mimic::run(&arguments, trials).exit_code()
}

/// The tests of the fixture's other scenarios that this backend runs: `fixed` holds in each of them, and where actors meet,
/// `broken` does not.
fn of_other_scenarios(cell: Cell) -> Vec<Trial> {
    let mut trials = Vec::new();
    let is_besides = cell.fixture.about.besides.contains(&cell.backend);
    for (part, how) in [(Part::Sequential, "alone"), (Part::Crowd, "in_a_crowd"), (Part::Rounds, "in_rounds")] {
        let other = Cell { part, ..cell };
        if other.implementation().is_none() {
            continue;
        }
        trials.push(Trial::test(name(&cell, &format!("fixed_{how}")), move || meets_its_expectation(other)));
        // Where what the fixture is about does not exist, `broken` is right, and some wrong fix has to be seen.
        let wrong = cell.fixture.about.variants.iter().map(|variant| variant.name).filter(|name| *name != "fixed");
        let wrong: Vec<&str> = if is_besides { wrong.collect() } else { vec!["broken"] };
        if part != Part::Sequential {
            let swapped = format!("fixed_{how}_with_the_code_of_{}", if is_besides { "some_other" } else { "broken" });
            let one_is = move || {
                let mut objected = Err("no variant is wrong".into());
                for code in &wrong {
                    objected = is_contradicted(other.with_code_of(code));
                    if objected.is_ok() {
                        break;
                    }
                }
                objected
            };
            trials.push(Trial::test(name(&cell, &swapped), one_is));
        }
    }
    trials
}

fn fixture_expectation(cell: &Cell, variant: &str) -> Option<Expectation> {
    Some(cell.fixture.about.expectation(cell.fixture.variant(variant)?, cell.backend))
}

fn name(cell: &Cell, variant: &str) -> String {
    format!("{}::{}::{variant}::{}", cell.class, cell.fixture.about.name, cell.backend).replace('-', "_")
}

fn result(cell: Cell, stress: Effort) -> Result<(RunResult, String), Failed> {
    let effort = if cell.backend.is_stress() { stress } else { Effort::Budget(MODEL) };
    let report = run(&[cell], Plan { effort, seed: SEED, groups: None, preemptions: None }, &Quiet)
        .map_err(|error| format!("{error:#}"))?;
    let drawn = tables(&report, 100);
    let result = report.runs.into_iter().next().ok_or("nothing was run")?;
    Ok((result, drawn))
}

fn meets_its_expectation(cell: Cell) -> Result<(), Failed> {
    let (met, drawn) = result(cell, Effort::AsNeeded { share: STRESS, at_most: STRESS_AT_MOST })?;
    match met.as_expected {
        Some(true) => Ok(()),
        // There, actors meet only where one of them is preempted, and not every bug shows.
        None if cell.backend.is_stress() && has_one_processor() => {
            eprintln!("{drawn}");
            Ok(())
        }
        _ => Err(drawn.into()),
    }
}

fn has_one_processor() -> bool {
    std::thread::available_parallelism().is_ok_and(|processors| processors.get() == 1)
}

/// The expectation of one variant, with the code of the other: every checker has to object.
fn is_contradicted(cell: Cell) -> Result<(), Failed> {
    // Right code that is expected to be wrong says nothing, however long it runs.
    let stress = if cell.variant.name == "fixed" { STRESS_AT_MOST } else { STRESS };
    let (result, drawn) = result(cell, Effort::Budget(stress))?;
    let objects = match (cell.backend, cell.variant.name) {
        // That real threads do not show a bug proves nothing, so all they can do is not to confirm it.
        (Backend::Threads | Backend::Processes, "broken") => {
            result.as_expected != Some(true) && result.verdict == VerdictName::Incomplete
        }
        _ => result.as_expected == Some(false),
    };
    if objects { Ok(()) } else { Err(format!("nothing objects to the wrong code:\n{drawn}").into()) }
}

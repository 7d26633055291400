//! `stress` and `model`: select, run, print.

use std::fs;
use std::time::Duration;

use anyhow::Result;
use racecourse::Backend;
use racecourse_report::{Report, json, read, tables};
use racecourse_runner::{Cell, Effort, Plan, cells, fixtures, run};

use crate::arguments::{Format, MergeOptions, ModelOptions, Selection, Shard, StressOptions};
use crate::catalogue::CLASSES;
use crate::progress::Progress;
use crate::{AS_EXPECTED, CONTRADICTED, FAILED, WIDTH, WrongUsage, interrupt, print};

/// How much time stress runs get each if the user has not said how much all of them get, and how much all of them get at
/// least.
const BUDGET_EACH: Duration = Duration::from_millis(400);
const LEAST_BUDGET: Duration = Duration::from_secs(20);

/// `cargo xtask stress`.
pub(crate) fn stress(options: &StressOptions) -> Result<u8> {
    let backends: Vec<Backend> = match options.backends.as_slice() {
        [] => vec![Backend::Threads, Backend::Processes],
        some => some.iter().map(|backend| (*backend).into()).collect(),
    };
    let plan = |cells: &[Cell]| Plan {
        effort: options.seconds.map_or_else(|| Effort::Budget(budget(options.budget, cells)), Effort::Each),
        seed: options.seed,
        groups: options.groups.map(usize::from),
        preemptions: None,
    };
    check(&options.selection, &backends, plan, options.shard, options.format)
}

/// The time for all of these runs on stress backends, if the user has not said how much it is.
pub(crate) fn budget(given: Option<Duration>, cells: &[Cell]) -> Duration {
    let runs = cells.iter().filter(|cell| cell.implementation().is_some()).count();
    let enough = BUDGET_EACH * u32::try_from(runs).unwrap_or(u32::MAX);
    given.unwrap_or_else(|| enough.max(LEAST_BUDGET))
}

/// `cargo xtask model`.
pub(crate) fn model(options: &ModelOptions) -> Result<u8> {
    let backends: Vec<Backend> = match options.backends.as_slice() {
        [] => vec![Backend::Loom, Backend::Shuttle],
        some => some.iter().map(|backend| (*backend).into()).collect(),
    };
    let plan =
        |_: &[Cell]| Plan { effort: Effort::Each(options.budget), seed: options.seed, groups: None, preemptions: None };
    check(&options.selection, &backends, plan, None, options.format)
}

/// `cargo xtask merge`.
pub(crate) fn merge(options: &MergeOptions) -> Result<u8> {
    let mut reports = Vec::new();
    for path in &options.reports {
        let wrong = |why: String| WrongUsage(format!("cannot merge {}: {why}", path.display()));
        let text = fs::read_to_string(path).map_err(|error| wrong(error.to_string()))?;
        reports.push(read(&text).map_err(wrong)?);
    }
    finish(&racecourse_report::merge(reports), options.format)
}

/// Every `parts`-th of the cells that can run. The parts have the same number of them, give or take one.
fn part_of(cells: Vec<Cell>, shard: Shard) -> Vec<Cell> {
    let runnable = cells.into_iter().filter(|cell| cell.implementation().is_some());
    runnable.skip(shard.part - 1).step_by(shard.parts).collect()
}

fn check(
    selection: &Selection,
    backends: &[Backend],
    plan: impl Fn(&[Cell]) -> Plan,
    shard: Option<Shard>,
    format: Format,
) -> Result<u8> {
    let fixtures = fixtures(CLASSES, &selection.selectors)?;
    let cells = cells(&fixtures, backends, &selection.variants)?;
    if cells.iter().all(|cell| cell.implementation().is_none()) {
        return Err(WrongUsage(nothing_to_run(&cells, backends)).into());
    }
    let cells = match shard {
        None => cells,
        Some(shard) => part_of(cells, shard),
    };
    let progress = Progress::new(&cells, interrupt::listen()?);
    let report = run(&cells, plan(&cells), &progress);
    progress.clear();
    finish(&report?, format)
}

/// Prints a report, and says how the program ends.
fn finish(report: &Report, format: Format) -> Result<u8> {
    print(&match format {
        Format::Table => tables(report, WIDTH),
        Format::Json => json(report),
    })?;
    if let Some(failure) = &report.failure {
        eprintln!("error: {failure}");
    }
    Ok(exit_code(report))
}

fn nothing_to_run(cells: &[Cell], backends: &[Backend]) -> String {
    let names: Vec<_> = backends.iter().map(|backend| backend.name()).collect();
    let why = cells.first().map_or("it has no such variant", |cell| match cell.expectation() {
        racecourse::Expectation::Unsupported(why) => why,
        _ => "it is not compiled for them",
    });
    format!("nothing that is selected runs on {}: {why}; leave `--backend` out to see where it does", names.join(", "))
}

fn exit_code(report: &Report) -> u8 {
    if report.runs.iter().any(|run| run.as_expected == Some(false)) {
        CONTRADICTED
    } else if report.ok {
        AS_EXPECTED
    } else {
        // Not run is not passed.
        FAILED
    }
}

#[cfg(test)]
mod tests {
    use racecourse_report::{Report, RunResult};
    use racecourse_runner::Observer;

    use super::*;

    struct Stopped;

    impl Observer for Stopped {
        fn stopped(&self) -> bool {
            true
        }
    }

    /// Reports of nothing that was run, to begin with.
    fn report(change: impl Fn(&mut RunResult)) -> Report {
        let cells = cells(&fixtures(CLASSES, &["lock-order".into()]).unwrap(), &[Backend::Loom], &[]).unwrap();
        let effort = Effort::Budget(std::time::Duration::from_secs(1));
        let plan = Plan { effort, seed: 1, groups: None, preemptions: None };
        let mut report = run(&cells, plan, &Stopped).unwrap();
        report.runs.iter_mut().for_each(change);
        report
    }

    #[test]
    fn what_was_not_run_has_not_passed() {
        assert_eq!(exit_code(&report(|_| ())), FAILED);
    }

    #[test]
    fn a_contradiction_counts_more_than_an_interruption() {
        assert_eq!(exit_code(&report(|run| run.as_expected = Some(run.variant != "fixed"))), CONTRADICTED);
    }

    #[test]
    fn all_as_expected_is_success() {
        let report = Report { ok: true, ..report(|run| run.as_expected = Some(true)) };
        assert_eq!(exit_code(&report), AS_EXPECTED);
    }
}

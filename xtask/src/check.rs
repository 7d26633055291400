//! `stress` and `model`: select, run, print.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

use anyhow::{Context as _, Result};
use racecourse::Backend;
use racecourse_report::{Report, json, tables};
use racecourse_runner::{Cell, Effort, cells, fixtures, run};

use crate::arguments::{Format, ModelOptions, Selection, StressOptions};
use crate::catalogue::CLASSES;
use crate::progress::Progress;
use crate::{AS_EXPECTED, CONTRADICTED, FAILED, WIDTH, WrongUsage, print};

/// `cargo xtask stress`.
pub(crate) fn stress(options: &StressOptions) -> Result<u8> {
    let backends: Vec<Backend> = match options.backends.as_slice() {
        [] => vec![Backend::Threads, Backend::Processes],
        some => some.iter().map(|backend| (*backend).into()).collect(),
    };
    let effort = match options.seconds {
        Some(each) => Effort::Each(each),
        None => Effort::Budget(options.budget),
    };
    check(&options.selection, &backends, effort, options.seed, options.format)
}

/// `cargo xtask model`.
pub(crate) fn model(options: &ModelOptions) -> Result<u8> {
    let backends: Vec<Backend> = match options.backends.as_slice() {
        [] => vec![Backend::Loom, Backend::Shuttle],
        some => some.iter().map(|backend| (*backend).into()).collect(),
    };
    check(&options.selection, &backends, Effort::Each(options.budget), options.seed, options.format)
}

fn check(selection: &Selection, backends: &[Backend], effort: Effort, seed: u64, format: Format) -> Result<u8> {
    let fixtures = fixtures(CLASSES, &selection.selectors)?;
    let cells = cells(&fixtures, backends, &selection.variants)?;
    if cells.iter().all(|cell| cell.implementation().is_none()) {
        return Err(WrongUsage(nothing_to_run(&cells, backends)).into());
    }
    let stopped = Arc::new(AtomicBool::new(false));
    {
        let stopped = Arc::clone(&stopped);
        ctrlc::set_handler(move || stopped.store(true, Relaxed)).context("cannot listen for Ctrl-C")?;
    }
    let progress = Progress::new(&cells, stopped);
    let report = run(&cells, effort, seed, &progress);
    progress.clear();
    let report = report?;
    print(&match format {
        Format::Table => tables(&report, WIDTH),
        Format::Json => json(&report),
    })?;
    Ok(exit_code(&report))
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

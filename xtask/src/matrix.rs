//! `matrix`: every fixture on every backend, and whether the backends agree.

use std::time::Duration;

use anyhow::Result;
use racecourse::Backend;
use racecourse_report::{Matrix, draw_matrix, merge};
use racecourse_runner::{Cell, Effort, Plan, cells, cross_check, fixtures, run};

use crate::arguments::{Format, MatrixOptions};
use crate::catalogue::CLASSES;
use crate::check::budget;
use crate::progress::Progress;
use crate::{AS_EXPECTED, CONTRADICTED, FAILED, WIDTH, interrupt, print};

/// The most time for each variant on each model checker.
const MODEL: Duration = Duration::from_secs(60);

/// `cargo xtask matrix`.
pub(crate) fn matrix(options: &MatrixOptions) -> Result<u8> {
    let fixtures = fixtures(CLASSES, &options.selection.selectors)?;
    let cells = cells(&fixtures, &Backend::ALL, &options.selection.variants)?;
    let (stress, model): (Vec<Cell>, Vec<Cell>) = cells.iter().partition(|cell| cell.backend.is_stress());
    let plan = |effort| Plan { effort, seed: options.seed, groups: None, preemptions: None };
    let stopped = interrupt::listen()?;
    let report = |cells: &[Cell], effort| {
        let progress = Progress::new(cells, std::sync::Arc::clone(&stopped));
        let report = run(cells, plan(effort), &progress);
        progress.clear();
        report
    };
    let modelled = report(&model, Effort::Each(MODEL))?;
    let stressed = report(&stress, Effort::Budget(budget(options.budget, &stress)))?;
    let mut report = merge([modelled, stressed]);
    report.runs.sort_by_key(|run| cells.iter().position(|cell| cell.title() == run.title()));
    let matrix = Matrix { cross_checks: cross_check(CLASSES, &report.runs), report };
    print(&match options.format {
        Format::Table => draw_matrix(&matrix, WIDTH),
        Format::Json => serde_json::to_string_pretty(&matrix)? + "\n",
    })?;
    if let Some(failure) = &matrix.report.failure {
        eprintln!("error: {failure}");
    }
    Ok(if matrix.is_contradicted() {
        CONTRADICTED
    } else if matrix.report.ok {
        AS_EXPECTED
    } else {
        FAILED
    })
}

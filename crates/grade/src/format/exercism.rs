//! The `results.json` of an Exercism test runner.
//!
//! Written after "The Test Runner Interface", version 3
//! (<https://exercism.org/docs/building/tooling/test-runners/interface>). `output` is left out, since it is for what the
//! learner's program prints, and `task_id` too, since a fixture is one task.

use serde::Serialize;

use super::rows::{Outcome, outcome, rows};
use crate::score::Grade;

#[derive(Serialize)]
struct Results {
    version: u32,
    status: &'static str,
    message: Option<String>,
    tests: Vec<Test>,
}

#[derive(Serialize)]
struct Test {
    name: &'static str,
    status: &'static str,
    message: Option<String>,
    test_code: String,
}

/// The grade as Exercism takes it.
pub(super) fn exercism(grade: &Grade) -> String {
    let rows = rows(grade);
    let overall = outcome(grade);
    // The only thing that a learner gets to see then.
    let message = (overall == Outcome::Error)
        .then(|| rows.iter().find_map(|row| row.message.clone()))
        .map(|message| message.unwrap_or_else(|| "nothing could be judged".to_owned()));
    let tests = rows
        .into_iter()
        .map(|row| Test {
            name: row.name,
            status: status(row.outcome),
            test_code: row.code().to_owned(),
            message: row.message,
        })
        .collect();
    super::pretty(&Results { version: 3, status: status(overall), message, tests })
}

/// The word for it, which GitHub Classroom has from Exercism.
pub(super) fn status(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Passed => "pass",
        Outcome::Failed => "fail",
        Outcome::Error => "error",
    }
}

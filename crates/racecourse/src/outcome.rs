//! What an observer saw, and what a fixture says about it.

use std::fmt::Debug;

use serde::{Deserialize, Serialize};

/// A small value that is compared and counted cheaply, and becomes text (its `Debug` form) only when it is reported.
pub trait Outcome: PartialEq + Debug + Send + Sync + 'static {}

impl<T: PartialEq + Debug + Send + Sync + 'static> Outcome for T {}

/// What a fixture thinks of an outcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Grade {
    /// What the specification promises.
    Acceptable,
    /// Allowed, and worth seeing: it shows that the actors really met.
    Interesting,
    /// What the specification rules out. Outcomes that a scenario does not list have this grade.
    Forbidden,
}

impl Grade {
    /// The name used in reports.
    pub fn name(self) -> &'static str {
        match self {
            Grade::Acceptable => "acceptable",
            Grade::Interesting => "interesting",
            Grade::Forbidden => "forbidden",
        }
    }
}

/// An outcome as a scenario lists it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GradedOutcome {
    /// The outcome as text.
    pub outcome: String,
    /// What the fixture thinks of it.
    pub grade: Grade,
    /// A sentence that says what happened.
    pub meaning: &'static str,
}

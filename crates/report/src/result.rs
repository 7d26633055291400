//! The result of a run, as people and programs read it. Its JSON form is a promise: see `docs/json.md`.

use racecourse::findings::{Kills, Knobs};
use racecourse::{Backend, Grade, ViolationKind};
use serde::{Deserialize, Serialize};

/// Everything that one invocation has found: one JSON document.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// Changes when a field changes its meaning or goes away.
    pub schema_version: u32,
    /// Whether every run was done and none contradicts its expectation. Incomplete runs of stress backends do not
    /// count against it.
    pub ok: bool,
    /// Whether the user ended the invocation early.
    pub interrupted: bool,
    /// What failed if the machine did, and kept the remaining runs from being done.
    pub failure: Option<String>,
    /// One entry per variant and backend, in the order in which they ran.
    pub runs: Vec<RunResult>,
}

/// What one backend says of one variant.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RunResult {
    /// The class's name.
    pub class: String,
    /// The fixture's name.
    pub fixture: String,
    /// The variant's name.
    pub variant: String,
    /// The backend.
    pub backend: Backend,
    /// What the backend concluded.
    pub verdict: VerdictName,
    /// If violated: in what way.
    pub kind: Option<ViolationKind>,
    /// If held: how much stands behind it. Otherwise how the executions were chosen.
    pub confidence: Option<Confidence>,
    /// The verdict that the metadata expects.
    pub expected: String,
    /// Whether the expectation is met: `null` where the run could not say.
    pub as_expected: Option<bool>,
    /// Executions explored, or samples judged.
    pub executions: u64,
    /// How long the run took.
    pub seconds: f64,
    /// Executions up to and including the first violation.
    pub executions_to_first_violation: Option<u64>,
    /// Seconds to the first violation.
    pub seconds_to_first_violation: Option<f64>,
    /// If nothing forbidden was sampled: the failure rate per execution that can be ruled out at 95 %.
    pub failure_rate_upper_bound: Option<f64>,
    /// Every outcome that was seen, and every failure.
    pub outcomes: Vec<OutcomeRow>,
    /// The first hang, if there was one.
    pub hang: Option<HangReport>,
    /// How a stress backend let the actors meet when it saw most that is worth seeing.
    pub knobs: Option<Knobs>,
    /// How often a stress backend has killed actors; `null` where none may be killed.
    pub kills: Option<Kills>,
    /// What a reader should know about the machine: what made a stress run less sensitive than it could be.
    pub notes: Vec<String>,
    /// A token that replays one failing execution.
    pub witness: Option<String>,
    /// What else there is to say: a bound, why the run is incomplete, why the backend is not supported, or what
    /// contradicts the expectation.
    pub reason: Option<String>,
}

impl RunResult {
    /// A run of which nothing is known yet.
    pub fn blank(class: &str, fixture: &str, variant: &str, backend: Backend) -> Self {
        RunResult {
            class: class.to_owned(),
            fixture: fixture.to_owned(),
            variant: variant.to_owned(),
            backend,
            verdict: VerdictName::Incomplete,
            kind: None,
            confidence: None,
            expected: "held".to_owned(),
            as_expected: None,
            executions: 0,
            seconds: 0.0,
            executions_to_first_violation: None,
            seconds_to_first_violation: None,
            failure_rate_upper_bound: None,
            outcomes: Vec::new(),
            hang: None,
            knobs: None,
            kills: None,
            notes: Vec::new(),
            witness: None,
            reason: None,
        }
    }

    /// Whether it was selected and never began, because the invocation ended before.
    pub fn never_began(&self) -> bool {
        self.verdict == VerdictName::Incomplete && self.seconds == 0.0
    }

    /// `class/fixture variant on backend`.
    pub fn title(&self) -> String {
        format!("{}/{} {} on {}", self.class, self.fixture, self.variant, self.backend)
    }
}

/// What a backend concluded about a variant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum VerdictName {
    /// Nothing forbidden happened.
    Held,
    /// Something forbidden happened.
    Violated,
    /// The backend could not say within its budget.
    Incomplete,
    /// The backend cannot express the fixture or see its bug.
    Unsupported,
}

impl VerdictName {
    /// The name used in reports.
    pub fn name(self) -> &'static str {
        match self {
            VerdictName::Held => "held",
            VerdictName::Violated => "violated",
            VerdictName::Incomplete => "incomplete",
            VerdictName::Unsupported => "unsupported",
        }
    }
}

/// How much stands behind a verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Confidence {
    /// Executions were sampled.
    Sampled,
    /// Every execution within a bound was explored; the reason names the bound.
    Bounded,
    /// Every execution was explored.
    Complete,
}

impl Confidence {
    /// The name used in reports.
    pub fn name(self) -> &'static str {
        match self {
            Confidence::Complete => "complete",
            Confidence::Bounded => "bounded",
            Confidence::Sampled => "sampled",
        }
    }
}

/// One row of an outcome table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OutcomeRow {
    /// What was observed; for a failure, its kind.
    pub outcome: String,
    /// What the fixture thinks of it.
    pub grade: Grade,
    /// How often it was seen.
    pub count: u64,
    /// In what share of the samples it was seen; `null` for model checkers, whose executions are not drawn by chance.
    pub share: Option<f64>,
    /// The 95 % interval of that share.
    pub share_interval: Option<[f64; 2]>,
    /// A sentence that says what happened.
    pub meaning: String,
}

/// A hang in detail.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HangReport {
    /// Deadlock, lost wake-up or livelock.
    pub kind: ViolationKind,
    /// The time from the last progress to its detection.
    pub detected_after_ms: f64,
    /// Who waits for what.
    pub waits: Vec<WaitReport>,
}

/// One actor's part in a hang.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WaitReport {
    /// Who waits.
    pub actor: String,
    /// The object that it waits for.
    pub waits_for: String,
    /// Who holds it, where anybody does.
    pub held_by: Option<String>,
    /// The source line at which the holder took it.
    pub held_since: Option<String>,
    /// The source line of the operation that waits.
    pub at: String,
}

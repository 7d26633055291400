//! Every fixture on every backend, at a glance, and how far the backends agree.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use racecourse::{Backend, Grade};
use serde::{Deserialize, Serialize};

use crate::result::{Report, RunResult, VerdictName};
use crate::table::summary;
use crate::text::{count, heading, paragraph, plural, seconds};

/// How the outcome table of one backend and loom's go together.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CrossCheck {
    /// The class's name.
    pub class: String,
    /// The fixture's name.
    pub fixture: String,
    /// The variant's name.
    pub variant: String,
    /// The backend that is compared with loom.
    pub backend: Backend,
    /// Whether they agree.
    pub agreement: Agreement,
    /// The outcomes that are only in one of the tables, where that matters.
    pub outcomes: Vec<String>,
    /// What there is to say about them.
    pub reason: Option<String>,
}

/// Whether two outcome tables agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Agreement {
    /// Loom has enumerated everything that the other has shown.
    Contained,
    /// All but what the metadata lists, with its reason.
    Gap,
    /// Loom's table is not complete, so there is nothing to compare with.
    Unchecked,
    /// The metadata lists what is no gap any more.
    Stale,
    /// The other has shown what loom says cannot be.
    Contradicted,
}

/// A report of all backends, and how they check each other: one JSON document.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Matrix {
    /// The runs.
    #[serde(flatten)]
    pub report: Report,
    /// How each backend's outcomes go together with loom's.
    pub cross_checks: Vec<CrossCheck>,
}

impl Matrix {
    /// Whether something contradicts its expectation, or one backend another.
    pub fn is_contradicted(&self) -> bool {
        let disagree = |check: &CrossCheck| matches!(check.agreement, Agreement::Stale | Agreement::Contradicted);
        self.report.runs.iter().any(|run| run.as_expected == Some(false)) || self.cross_checks.iter().any(disagree)
    }
}

/// The matrix as text.
pub fn draw_matrix(matrix: &Matrix, width: u16) -> String {
    let mut text = String::new();
    let mut fixtures: Vec<String> = Vec::new();
    for run in &matrix.report.runs {
        let name = format!("{}/{}", run.class, run.fixture);
        if !fixtures.contains(&name) {
            fixtures.push(name);
        }
    }
    for name in &fixtures {
        let of_fixture = |class: &str, fixture: &str| format!("{class}/{fixture}") == *name;
        text.push_str(&heading(name));
        let runs = matrix.report.runs.iter().filter(|run| of_fixture(&run.class, &run.fixture));
        text.push_str(&table(runs, width));
        let checks = matrix.cross_checks.iter().filter(|check| of_fixture(&check.class, &check.fixture));
        text.push_str(&agreements(checks, width));
        text.push('\n');
    }
    let disagreements = matrix.cross_checks.iter().filter(|check| check.agreement > Agreement::Unchecked).count();
    text.push_str(&summary(&matrix.report, width));
    let checks = plural(matrix.cross_checks.len() as u64, "cross-check");
    text.push_str(&paragraph(&format!("{checks}: {disagreements} disagree"), 0, width));
    text
}

/// How wide the columns are before the last: the backend, what is expected, the executions and the first bug.
const COLUMNS: [usize; 4] = [11, 10, 14, 20];

fn table<'a>(runs: impl Iterator<Item = &'a RunResult>, width: u16) -> String {
    let [backend, expected, executions, first] = COLUMNS;
    let mut text = format!(
        "  {:backend$}{:expected$}{:>executions$}{:>first$}  found\n",
        "backend", "expected", "executions", "first bug"
    );
    let mut variant = "";
    for run in runs.filter(|run| run.verdict != VerdictName::Unsupported) {
        if run.variant != variant {
            variant = &run.variant;
            let _ = writeln!(text, " {variant}");
        }
        let found_first = match (run.executions_to_first_violation, run.seconds_to_first_violation) {
            (Some(executions), Some(time)) => format!("{}, {}", count(executions), seconds(time)),
            _ => String::new(),
        };
        let before = format!(
            "  {:backend$}{:expected$}{:>executions$}{found_first:>first$}  ",
            run.backend.name(),
            run.expected,
            count(run.executions)
        );
        let indent = " ".repeat(before.chars().count());
        let options = textwrap::Options::new(width.into()).initial_indent(&before).subsequent_indent(&indent);
        let _ = writeln!(text, "{}", textwrap::fill(&found(run), options));
    }
    text
}

/// What was found, in a few words: what went wrong, or how far it is known that nothing does.
fn found(run: &RunResult) -> String {
    let mark = if run.as_expected == Some(false) { "NOT AS EXPECTED: " } else { "" };
    let forbidden: Vec<&str> =
        run.outcomes.iter().filter(|row| row.grade == Grade::Forbidden).map(|row| row.outcome.as_str()).collect();
    let words = match (run.verdict, run.confidence) {
        (VerdictName::Violated, _) => forbidden.join(", "),
        (VerdictName::Held, Some(confidence)) => format!("held, {}", confidence.name()),
        (verdict, _) => verdict.name().to_owned(),
    };
    format!("{mark}{words}")
}

fn agreements<'a>(checks: impl Iterator<Item = &'a CrossCheck>, width: u16) -> String {
    /// What is said, and of which variants and backends.
    type Said = BTreeMap<(Agreement, Option<String>), Vec<String>>;
    let mut said = Said::new();
    for check in checks {
        let outcomes =
            if check.outcomes.is_empty() { String::new() } else { format!(" ({})", check.outcomes.join(", ")) };
        let who = format!("{} on {}{outcomes}", check.variant, check.backend);
        said.entry((check.agreement, check.reason.clone())).or_default().push(who);
    }
    let mut text = String::new();
    for ((agreement, reason), who) in said {
        let all = who.len() as u64;
        let sentence = match agreement {
            Agreement::Contained => format!("Loom has enumerated every outcome of {}.", plural(all, "other run")),
            Agreement::Gap => format!("Known gap of loom: {}", who.join("; ")),
            Agreement::Unchecked => format!("Not compared with loom: {}", who.join("; ")),
            Agreement::Stale => format!("STALE: {}", who.join("; ")),
            Agreement::Contradicted => format!("CONTRADICTED by another backend: {}", who.join("; ")),
        };
        let reason = reason.map_or(String::new(), |reason| format!(": {reason}."));
        text.push_str(&paragraph(&format!("{sentence}{reason}"), 1, width));
    }
    text
}

#[cfg(test)]
mod tests {
    use racecourse::ViolationKind;

    use super::*;
    use crate::result::{Confidence, OutcomeRow};

    fn run(variant: &str, backend: Backend, outcomes: &[(&str, Grade)]) -> RunResult {
        let row = |(outcome, grade): &(&str, Grade)| OutcomeRow {
            outcome: (*outcome).to_owned(),
            grade: *grade,
            count: 5,
            share: None,
            share_interval: None,
            meaning: String::new(),
        };
        let violated = outcomes.iter().any(|(_, grade)| *grade == Grade::Forbidden);
        RunResult {
            verdict: if violated { VerdictName::Violated } else { VerdictName::Held },
            kind: violated.then_some(ViolationKind::ForbiddenOutcome),
            confidence: Some(if backend == Backend::Loom { Confidence::Complete } else { Confidence::Sampled }),
            expected: if variant == "fixed" { "held" } else { "violated" }.to_owned(),
            as_expected: Some(violated == (variant != "fixed")),
            executions: 12_345,
            executions_to_first_violation: violated.then_some(7),
            seconds_to_first_violation: violated.then_some(0.003),
            outcomes: outcomes.iter().map(row).collect(),
            ..RunResult::blank("atomicity", "unlocked-counter", variant, backend)
        }
    }

    fn check(variant: &str, agreement: Agreement, outcomes: &[&str], reason: Option<&str>) -> CrossCheck {
        CrossCheck {
            class: "atomicity".into(),
            fixture: "unlocked-counter".into(),
            variant: variant.into(),
            backend: Backend::Threads,
            agreement,
            outcomes: outcomes.iter().map(|outcome| (*outcome).to_owned()).collect(),
            reason: reason.map(str::to_owned),
        }
    }

    #[test]
    fn a_matrix_says_what_was_found_and_who_disagrees() {
        let (good, bad) = (("2", Grade::Acceptable), ("1", Grade::Forbidden));
        let runs = vec![
            run("broken", Backend::Threads, &[good, bad]),
            run("broken", Backend::Loom, &[good, bad]),
            run("fixed", Backend::Threads, &[good, bad]),
            run("fixed", Backend::Loom, &[good]),
        ];
        let cross_checks = vec![
            check("broken", Agreement::Contained, &[], None),
            check("fixed", Agreement::Contradicted, &["1"], Some("loom has explored everything and never shows them")),
            check("wrong_order", Agreement::Unchecked, &[], Some("loom's table is not complete")),
            check("wrong_load", Agreement::Gap, &["(1, 1)"], Some("loom has no load buffering")),
        ];
        let report = Report { schema_version: 1, ok: false, interrupted: false, failure: None, runs };
        let matrix = Matrix { report, cross_checks };
        assert!(matrix.is_contradicted());
        let drawn = draw_matrix(&matrix, 80);
        assert!(drawn.lines().all(|line| line.chars().count() <= 80), "{drawn}");
        insta::assert_snapshot!(drawn);
    }

    #[test]
    fn a_disagreement_alone_is_a_contradiction() {
        let report = Report { schema_version: 1, ok: true, interrupted: false, failure: None, runs: Vec::new() };
        let with =
            |agreement| Matrix { report: report.clone(), cross_checks: vec![check("fixed", agreement, &[], None)] };
        let contradicted = |agreement| with(agreement).is_contradicted();
        assert!(contradicted(Agreement::Stale) && contradicted(Agreement::Contradicted));
        assert!(![Agreement::Contained, Agreement::Gap, Agreement::Unchecked].into_iter().any(contradicted));
    }
}

//! The report as tables that are good to read at 80 columns and without colour.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use comfy_table::presets::NOTHING;
use comfy_table::{CellAlignment, ContentArrangement, Table};
use racecourse::Grade;
use racecourse::findings::{Kills, Knobs};

use crate::result::{Report, RunResult, VerdictName};
use crate::text::{count, heading, paragraph, plural, seconds};

/// The report as text: one block per run, and a summary.
pub fn tables(report: &Report, width: u16) -> String {
    let mut text = String::new();
    let mut fixture = String::new();
    let mut left_out = BTreeSet::new();
    for run in &report.runs {
        if run.never_began() {
            continue;
        }
        let name = format!("{}/{}", run.class, run.fixture);
        if name != fixture {
            text.push_str(&heading(&name));
            fixture = name;
        }
        if run.verdict != VerdictName::Unsupported {
            text.push_str(&block(run, width));
            text.push('\n');
        } else if left_out.insert((fixture.clone(), run.backend)) {
            // The reason is the fixture's, not the variant's: once is enough.
            let reason = run.reason.as_deref().unwrap_or_default();
            text.push_str(&paragraph(&format!("Not on {}: {reason}.", run.backend), 0, width));
            text.push('\n');
        }
    }
    text.push_str(&summary(report, width));
    text
}

fn block(run: &RunResult, width: u16) -> String {
    let mut text = paragraph(&format!("{} on {}: {}", run.variant, run.backend, headline(run)), 0, width);
    if run.executions > 0 {
        let first = match (run.executions_to_first_violation, run.seconds_to_first_violation) {
            (Some(executions), Some(time)) => {
                format!("; first violation after {} ({})", count(executions), seconds(time))
            }
            _ => String::new(),
        };
        let what = if run.backend.is_stress() { "sample" } else { "execution" };
        let _ = writeln!(text, "  {} in {}{first}", plural(run.executions, what), seconds(run.seconds));
    }
    if let Some(Knobs { window, offset, padding, states }) = run.knobs {
        let (states, window) = (plural(states.into(), "state"), plural(window.into(), "state"));
        let knobs = format!("{states}, padding {padding} B, meeting every {window}, offset {offset}");
        let _ = writeln!(text, "  most seen with {knobs}");
    }
    if let Some(Kills { acting, between }) = run.kills {
        let _ = writeln!(text, "  killed {} while acting, {} in between", plural(acting, "actor"), count(between));
    }
    if let Some(reason) = &run.reason {
        text.push_str(&paragraph(reason, 2, width));
    }
    if !run.outcomes.is_empty() {
        text.push_str(&outcomes(run, width));
    }
    if let Some(witness) = &run.witness {
        // Not wrapped: it is there to be copied.
        let _ = writeln!(text, "  witness {witness}");
    }
    text
}

fn headline(run: &RunResult) -> String {
    let verdict = match (run.verdict, run.kind, run.confidence) {
        (VerdictName::Violated, Some(kind), _) => format!("violated ({})", kind.words()),
        (VerdictName::Held, _, Some(confidence)) => match run.failure_rate_upper_bound {
            Some(bound) => format!("held ({}, fails in under {})", confidence.name(), rate(bound)),
            None => format!("held ({})", confidence.name()),
        },
        (verdict, ..) => verdict.name().to_owned(),
    };
    match run.as_expected {
        Some(true) => format!("{verdict}, as expected"),
        Some(false) => format!("{verdict}, CONTRADICTS the expectation ({})", run.expected),
        None if run.verdict == VerdictName::Incomplete => {
            format!("{}, expected {}: it could not say", verdict.to_uppercase(), run.expected)
        }
        None => verdict,
    }
}

fn rate(bound: f64) -> String {
    format!("1 of {}", count((1.0 / bound) as u64))
}

fn outcomes(run: &RunResult, width: u16) -> String {
    let mut table = Table::new();
    table.load_style(NOTHING).set_content_arrangement(ContentArrangement::Dynamic).set_width(width);
    table.set_header(["", "outcome", "count", "grade", "meaning"]);
    for row in &run.outcomes {
        let mark = match row.grade {
            Grade::Acceptable => "",
            Grade::Interesting => "?",
            Grade::Forbidden => "!",
        };
        table.add_row([mark, &row.outcome, &count(row.count), row.grade.name(), &row.meaning]);
    }
    if let Some(counts) = table.column_mut(2) {
        counts.set_cell_alignment(CellAlignment::Right);
    }
    let lines: Vec<String> = table.lines().map(|line| format!(" {}\n", line.trim_end())).collect();
    lines.concat()
}

/// How many runs are as expected, and every one that is not, with its reason.
pub(crate) fn summary(report: &Report, width: u16) -> String {
    let number = |wanted: fn(&RunResult) -> bool| report.runs.iter().filter(|run| wanted(run)).count() as u64;
    let contradictions: Vec<_> = report.runs.iter().filter(|run| run.as_expected == Some(false)).collect();
    let (never_began, incomplete): (Vec<&RunResult>, Vec<&RunResult>) =
        report.runs.iter().filter(|run| run.verdict == VerdictName::Incomplete).partition(|run| run.never_began());
    let unsupported = number(|run| run.verdict == VerdictName::Unsupported);
    let mut text = format!(
        "{}: {} as expected, {} contradicted, {} incomplete",
        plural(report.runs.len() as u64 - unsupported, "run"),
        number(|run| run.as_expected == Some(true) && run.verdict != VerdictName::Unsupported),
        contradictions.len(),
        incomplete.len(),
    );
    if unsupported > 0 {
        let _ = write!(text, "; {unsupported} not supported by their backend");
    }
    let mut text = paragraph(&text, 0, width);
    for run in contradictions {
        let reason = run.reason.as_deref().unwrap_or_default();
        text.push_str(&paragraph(&format!("CONTRADICTED {}: {reason}", run.title()), 0, width));
    }
    for run in incomplete {
        let reason = run.reason.as_deref().unwrap_or_default();
        text.push_str(&paragraph(&format!("INCOMPLETE {}: {reason}", run.title()), 0, width));
    }
    if !never_began.is_empty() {
        text.push_str(&paragraph(&format!("{} never began.", plural(never_began.len() as u64, "run")), 0, width));
    }
    let mut noted = BTreeSet::new();
    for note in report.runs.iter().flat_map(|run| &run.notes).filter(|note| noted.insert(*note)) {
        let runs = number_with(note, report);
        text.push_str(&paragraph(&format!("Note, {runs}: {note}."), 0, width));
    }
    if report.interrupted {
        let advice = "Interrupted: what was finished is above; run the same command again for the rest.";
        text.push_str(&paragraph(advice, 0, width));
    }
    text
}

/// How many runs have this note.
fn number_with(note: &str, report: &Report) -> String {
    plural(report.runs.iter().filter(|run| run.notes.iter().any(|other| other == note)).count() as u64, "run")
}

#[cfg(test)]
mod tests {
    use racecourse::{Backend, ViolationKind};

    use super::*;
    use crate::result::{Confidence, OutcomeRow};

    fn row(outcome: &str, grade: Grade, count: u64, meaning: &str) -> OutcomeRow {
        OutcomeRow { outcome: outcome.into(), grade, count, share: None, share_interval: None, meaning: meaning.into() }
    }

    fn run(variant: &str, backend: Backend, verdict: VerdictName, as_expected: Option<bool>) -> RunResult {
        let blank = RunResult::blank("deadlock", "lock-order", variant, backend);
        RunResult { verdict, expected: "violated".into(), as_expected, ..blank }
    }

    fn report(runs: Vec<RunResult>) -> Report {
        Report { schema_version: 1, ok: false, interrupted: true, failure: None, runs }
    }

    #[test]
    fn every_verdict_has_its_words() {
        let long =
            "saver waits for `savings`, held by spender (broken.rs:24); spender waits for `checking`, held by saver";
        let violated = RunResult {
            kind: Some(ViolationKind::Deadlock),
            confidence: Some(Confidence::Sampled),
            executions: 1_234,
            seconds: 0.25,
            executions_to_first_violation: Some(7),
            seconds_to_first_violation: Some(0.001),
            knobs: Some(Knobs { window: 64, offset: -1, padding: 56, states: 1024 }),
            outcomes: vec![
                row("(80, 120)", Grade::Acceptable, 1_216, "both transfers went through"),
                row("(70, 130)", Grade::Interesting, 1, "one of them was slow"),
                row("deadlock", Grade::Forbidden, 18, long),
            ],
            ..run("broken", Backend::Threads, VerdictName::Violated, Some(true))
        };
        let held = RunResult {
            confidence: Some(Confidence::Sampled),
            expected: "held".into(),
            executions: 1_000_000,
            seconds: 2.0,
            failure_rate_upper_bound: Some(3e-6),
            ..run("fixed", Backend::Threads, VerdictName::Held, Some(true))
        };
        let contradicted = RunResult {
            confidence: Some(Confidence::Complete),
            executions: 12,
            seconds: 0.002,
            reason: Some("expected deadlock, and nothing forbidden happened".into()),
            ..run("wrong_late_gate", Backend::Loom, VerdictName::Held, Some(false))
        };
        let incomplete = RunResult {
            seconds: 1.0,
            reason: Some("not finished after 1s; give it more time".into()),
            ..run("wrong_try_lock", Backend::Loom, VerdictName::Incomplete, None)
        };
        let never_began = RunResult {
            reason: Some("interrupted before it ran".into()),
            ..run("wrong_try_lock", Backend::Shuttle, VerdictName::Incomplete, None)
        };
        let unsupported = RunResult {
            reason: Some("the accounts are fields of one process".into()),
            ..run("broken", Backend::Processes, VerdictName::Unsupported, Some(true))
        };
        let runs = vec![violated, held, contradicted, incomplete, never_began, unsupported.clone(), unsupported];
        let drawn = tables(&report(runs), 80);
        assert!(drawn.lines().all(|line| line.chars().count() <= 80), "{drawn}");
        insta::assert_snapshot!(drawn);
    }
}

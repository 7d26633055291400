//! Compares what was found with what is expected, in both directions.

use racecourse::findings::{Coverage, Event, Findings, Seen};
use racecourse::{Expectation, Grade, GradedOutcome, Violation, ViolationKind};
use racecourse_report::{Confidence, HangReport, OutcomeRow, RunResult, VerdictName, WaitReport, shares, upper_bound};

use crate::cell::Cell;

/// With fewer samples than this, that nothing was seen says nothing.
const LEAST_SAMPLES: u64 = 100;

/// How many samples of a cell in which nothing goes wrong say something; `None` if something has to go wrong.
pub(crate) fn samples_that_say_something(cell: &Cell) -> Option<u64> {
    match cell.expectation() {
        Expectation::Violated(_) => None,
        Expectation::Holds | Expectation::Misses(_) | Expectation::Unsupported(_) => Some(LEAST_SAMPLES),
    }
}

/// Judges a cell that was run.
pub(crate) fn judge(cell: &Cell, listed: &[GradedOutcome], findings: Findings) -> RunResult {
    let expectation = cell.expectation();
    let violations: Vec<&Seen> = findings.seen.iter().filter(|seen| is_violation(listed, seen)).collect();
    let first = violations.iter().min_by(|one, other| one.first_seconds.total_cmp(&other.first_seconds));
    let main = main_violation(expectation, &violations);
    let sampled = matches!(findings.coverage, Coverage::Sampled);
    let confidence = match findings.coverage {
        Coverage::Complete => Some(Confidence::Complete),
        Coverage::Bounded(_) => Some(Confidence::Bounded),
        Coverage::Sampled => Some(Confidence::Sampled),
        Coverage::StoppedAtFailure | Coverage::CutShort(_) | Coverage::NotRun => None,
    };
    let mut reason = match &findings.coverage {
        Coverage::Bounded(bound) => Some(bound.clone()),
        Coverage::CutShort(reason) => Some(reason.clone()),
        Coverage::NotRun => Some("it was not run".to_owned()),
        Coverage::Complete | Coverage::Sampled | Coverage::StoppedAtFailure => None,
    };
    let mut verdict = match (&findings.coverage, violations.is_empty()) {
        (_, false) => VerdictName::Violated,
        (Coverage::Complete | Coverage::Bounded(_), true) => VerdictName::Held,
        (Coverage::Sampled, true) if findings.executions >= LEAST_SAMPLES => VerdictName::Held,
        (_, true) => VerdictName::Incomplete,
    };
    if verdict == VerdictName::Incomplete && sampled {
        reason = Some(format!("{} samples are too few to say anything; give it more time", findings.executions));
    }
    let bound = (verdict == VerdictName::Held && sampled).then(|| upper_bound(findings.executions));

    let as_expected = match (expectation, verdict) {
        (_, VerdictName::Incomplete) => None,
        (Expectation::Holds | Expectation::Misses(_), VerdictName::Held) => Some(true),
        (Expectation::Holds, _) => {
            reason = Some(format!("expected to hold, and was violated by {}", names(&violations)));
            Some(false)
        }
        (Expectation::Misses(why), _) => {
            reason = Some(format!("expected to be missed ({why}), and was seen: {}", names(&violations)));
            Some(false)
        }
        (Expectation::Violated(expected), VerdictName::Violated) => {
            let problem = compare(expected, &violations, &findings.coverage);
            let fine = problem.is_none();
            reason = problem.or(reason);
            Some(fine)
        }
        (Expectation::Violated(expected), _) => {
            let expected = expected.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
            if cell.backend.is_stress() {
                // The bug is there and did not show. That is no proof of anything.
                verdict = VerdictName::Incomplete;
                let rate = upper_bound(findings.executions);
                reason = Some(format!(
                    "expected {expected}, which did not show in {} samples (so it happens in under {rate:.1e} of them, \
                     with 95 % confidence); give it more time",
                    findings.executions
                ));
                None
            } else {
                reason = Some(format!("expected {expected}, and nothing forbidden happened"));
                Some(false)
            }
        }
        (Expectation::Unsupported(why), _) => {
            reason = Some(format!("expected to be unsupported ({why}), and it ran"));
            Some(false)
        }
    };

    let mut outcomes = rows(listed, &findings.seen);
    shares(&mut outcomes, findings.executions, cell.backend.is_stress());
    RunResult {
        verdict,
        kind: main.map(kind),
        confidence,
        as_expected,
        executions: findings.executions,
        seconds: findings.seconds,
        executions_to_first_violation: first.map(|seen| seen.first_execution),
        seconds_to_first_violation: first.map(|seen| seen.first_seconds),
        failure_rate_upper_bound: bound,
        outcomes,
        hang: findings.hang.map(|hang| HangReport {
            kind: hang.kind,
            detected_after_ms: hang.detected_after_ms,
            waits: hang
                .waits
                .into_iter()
                .map(|wait| WaitReport {
                    actor: wait.actor,
                    waits_for: wait.waits_for,
                    held_by: wait.held_by,
                    held_since: wait.held_since,
                    at: wait.at,
                })
                .collect(),
        }),
        knobs: findings.knobs,
        kills: findings.kills,
        notes: findings.notes,
        reason,
        ..blank(cell)
    }
}

/// How the violation ends that is in the headline; `None` if nothing forbidden was found.
pub(crate) fn headline(cell: &Cell, listed: &[GradedOutcome], findings: &Findings) -> Option<Event> {
    let violations: Vec<&Seen> = findings.seen.iter().filter(|seen| is_violation(listed, seen)).collect();
    main_violation(cell.expectation(), &violations).map(|seen| seen.event.clone())
}

/// The first of the violations that the metadata lists and that were seen: the same one every time.
fn main_violation<'a>(expectation: Expectation, violations: &[&'a Seen]) -> Option<&'a Seen> {
    let listed_first = match expectation {
        Expectation::Violated(expected) => {
            expected.iter().find_map(|wanted| violations.iter().find(|seen| matches(*wanted, seen)))
        }
        _ => None,
    };
    listed_first.or(violations.first()).copied()
}

/// The result of a cell that its backend does not support.
pub(crate) fn unsupported(cell: &Cell, why: &str) -> RunResult {
    RunResult {
        verdict: VerdictName::Unsupported,
        as_expected: Some(true),
        reason: Some(why.to_owned()),
        ..blank(cell)
    }
}

/// The result of a cell that was not run.
pub(crate) fn not_run(cell: &Cell, why: &str) -> RunResult {
    RunResult { reason: Some(why.to_owned()), ..blank(cell) }
}

fn blank(cell: &Cell) -> RunResult {
    RunResult {
        expected: cell.expectation().verdict().to_owned(),
        ..RunResult::blank(cell.class, cell.fixture.about.name, cell.variant.name, cell.backend)
    }
}

/// What contradicts the expectation, if anything does.
fn compare(expected: &[Violation], violations: &[&Seen], coverage: &Coverage) -> Option<String> {
    let unexpected: Vec<&Seen> =
        violations.iter().filter(|seen| !expected.iter().any(|wanted| matches(*wanted, seen))).copied().collect();
    if !unexpected.is_empty() {
        return Some(format!("violated in an unexpected way: {}", names(&unexpected)));
    }
    let absent: Vec<String> = expected
        .iter()
        .filter(|wanted| !violations.iter().any(|seen| matches(**wanted, seen)))
        .map(ToString::to_string)
        .collect();
    (*coverage == Coverage::Complete && !absent.is_empty())
        .then(|| format!("the metadata lists {}, which no execution shows", absent.join(", ")))
}

fn matches(wanted: Violation, seen: &Seen) -> bool {
    match (wanted, &seen.event) {
        (Violation::Outcome(wanted), Event::Outcome(outcome)) => wanted == outcome,
        (Violation::Kind(wanted), Event::Failure(kind, _)) => wanted == *kind,
        _ => false,
    }
}

fn is_violation(listed: &[GradedOutcome], seen: &Seen) -> bool {
    match &seen.event {
        Event::Outcome(outcome) => grade(listed, outcome) == Grade::Forbidden,
        Event::Failure(..) => true,
    }
}

fn grade(listed: &[GradedOutcome], outcome: &str) -> Grade {
    listed.iter().find(|listed| listed.outcome == outcome).map_or(Grade::Forbidden, |listed| listed.grade)
}

fn kind(seen: &Seen) -> ViolationKind {
    match seen.event {
        Event::Outcome(_) => ViolationKind::ForbiddenOutcome,
        Event::Failure(kind, _) => kind,
    }
}

fn names(violations: &[&Seen]) -> String {
    violations.iter().map(|seen| seen.event.to_string()).collect::<Vec<_>>().join(", ")
}

fn rows(listed: &[GradedOutcome], seen: &[Seen]) -> Vec<OutcomeRow> {
    let mut rows: Vec<OutcomeRow> = seen
        .iter()
        .map(|seen| match &seen.event {
            Event::Outcome(outcome) => OutcomeRow {
                outcome: outcome.clone(),
                grade: grade(listed, outcome),
                count: seen.count,
                share: None,
                share_interval: None,
                meaning: listed
                    .iter()
                    .find(|listed| listed.outcome == *outcome)
                    .map_or("the scenario does not list it", |listed| listed.meaning)
                    .to_owned(),
            },
            Event::Failure(kind, text) => OutcomeRow {
                outcome: kind.name().to_owned(),
                grade: Grade::Forbidden,
                count: seen.count,
                share: None,
                share_interval: None,
                meaning: text.clone(),
            },
        })
        .collect();
    rows.sort_by(|one, other| (one.grade, &one.outcome).cmp(&(other.grade, &other.outcome)));
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(event: Event) -> Seen {
        Seen { event, count: 1, first_execution: 1, first_seconds: 0.0 }
    }

    #[test]
    fn another_kind_of_failure_is_not_the_expected_one() {
        let panic = seen(Event::Failure(ViolationKind::Panic, "x".into()));
        let expected = [Violation::Kind(ViolationKind::Deadlock)];
        let problem = compare(&expected, &[&panic], &Coverage::Sampled).unwrap();
        assert_eq!(problem, "violated in an unexpected way: panic (x)");
    }

    #[test]
    fn a_complete_exploration_shows_every_listed_violation() {
        let one = seen(Event::Outcome("1".into()));
        let expected = [Violation::Outcome("1"), Violation::Outcome("0")];
        assert_eq!(compare(&expected, &[&one], &Coverage::Sampled), None);
        let problem = compare(&expected, &[&one], &Coverage::Complete).unwrap();
        assert_eq!(problem, "the metadata lists outcome 0, which no execution shows");
    }
}

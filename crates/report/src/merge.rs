//! Adds reports up: those of the shards of one run, or of the same run on several machines.

use racecourse::findings::Kills;

use crate::result::{Confidence, OutcomeRow, Report, RunResult, VerdictName};
use crate::statistics::{interval, upper_bound};

/// The reports as one. In which order they are put together makes no difference, except for the order of the runs, and
/// for details of which one stands for all: a hang, knobs, a reason.
pub fn merge(reports: impl IntoIterator<Item = Report>) -> Report {
    let mut merged = Report { schema_version: 1, ok: true, interrupted: false, failure: None, runs: Vec::new() };
    for report in reports {
        merged.ok &= report.ok;
        merged.interrupted |= report.interrupted;
        merged.failure = merged.failure.or(report.failure);
        for run in report.runs {
            match merged.runs.iter_mut().find(|known| is_same_cell(known, &run)) {
                Some(known) => add(known, run),
                None => merged.runs.push(run),
            }
        }
    }
    merged
}

fn is_same_cell(one: &RunResult, other: &RunResult) -> bool {
    let cell = |run: &RunResult| (run.class.clone(), run.fixture.clone(), run.variant.clone(), run.backend);
    cell(one) == cell(other)
}

fn add(known: &mut RunResult, run: RunResult) {
    let verdict = strongest(known.verdict, run.verdict);
    let as_expected = match (known.as_expected, run.as_expected) {
        (Some(false), _) | (_, Some(false)) => Some(false),
        (known, new) => known.or(new),
    };
    // The reason is that of the first report which decides the matter.
    let decides = |run: &RunResult| run.as_expected == as_expected && run.verdict == verdict;
    if !decides(known) && decides(&run) {
        known.reason = run.reason;
        known.kind = run.kind.or(known.kind);
        known.confidence = run.confidence;
    } else if decides(known) && decides(&run) {
        known.reason = known.reason.take().or(run.reason);
        known.kind = known.kind.or(run.kind);
        known.confidence = known.confidence.max(run.confidence);
    } else {
        known.kind = known.kind.or(run.kind);
    }
    known.verdict = verdict;
    known.as_expected = as_expected;
    known.executions += run.executions;
    known.seconds += run.seconds;
    known.executions_to_first_violation =
        least(known.executions_to_first_violation, run.executions_to_first_violation, u64::min);
    known.seconds_to_first_violation =
        least(known.seconds_to_first_violation, run.seconds_to_first_violation, f64::min);
    known.hang = known.hang.take().or(run.hang);
    known.knobs = known.knobs.or(run.knobs);
    known.kills = match (known.kills, run.kills) {
        (Some(one), Some(other)) => {
            Some(Kills { acting: one.acting + other.acting, between: one.between + other.between })
        }
        (one, other) => one.or(other),
    };
    for note in run.notes {
        if !known.notes.contains(&note) {
            known.notes.push(note);
        }
    }
    known.witness = known.witness.take().or(run.witness);
    for row in run.outcomes {
        match known.outcomes.iter_mut().find(|counted| counted.outcome == row.outcome) {
            Some(counted) => counted.count += row.count,
            None => known.outcomes.push(row),
        }
    }
    known.outcomes.sort_by(|one, other| (one.grade, &one.outcome).cmp(&(other.grade, &other.outcome)));
    shares(&mut known.outcomes, known.executions, known.backend.is_stress());
    let sampled = known.verdict == VerdictName::Held && known.confidence == Some(Confidence::Sampled);
    known.failure_rate_upper_bound = sampled.then(|| upper_bound(known.executions));
}

/// Fills in the shares of a table, where they mean anything.
pub fn shares(rows: &mut [OutcomeRow], samples: u64, are_samples: bool) {
    for row in rows {
        row.share = are_samples.then(|| row.count as f64 / samples.max(1) as f64);
        row.share_interval = are_samples.then(|| interval(row.count, samples));
    }
}

fn least<T>(one: Option<T>, other: Option<T>, least: impl Fn(T, T) -> T) -> Option<T> {
    match (one, other) {
        (Some(one), Some(other)) => Some(least(one, other)),
        (one, other) => one.or(other),
    }
}

/// What was seen once was seen; and what says something outdoes what says nothing.
fn strongest(one: VerdictName, other: VerdictName) -> VerdictName {
    let order = [VerdictName::Violated, VerdictName::Held, VerdictName::Incomplete, VerdictName::Unsupported];
    order.into_iter().find(|verdict| *verdict == one || *verdict == other).unwrap_or(one)
}

#[cfg(test)]
mod tests {
    use racecourse::{Backend, Grade, ViolationKind};

    use super::*;

    /// A report of a few runs. Seconds are eighths, which add up without rounding.
    fn report(random: &mut fastrand::Rng) -> Report {
        let runs = (0..random.usize(..4)).map(|_| run(random)).collect::<Vec<_>>();
        // A report has each cell once.
        merge([Report { schema_version: 1, ok: random.bool(), interrupted: random.bool(), failure: None, runs }])
    }

    fn run(random: &mut fastrand::Rng) -> RunResult {
        let violated = random.bool();
        let backend = if random.bool() { Backend::Threads } else { Backend::Loom };
        let rows = if violated { 2 } else { 1 };
        let mut outcomes: Vec<OutcomeRow> = [("2", Grade::Acceptable), ("1", Grade::Forbidden)][..rows]
            .iter()
            .map(|(outcome, grade)| OutcomeRow {
                outcome: (*outcome).to_owned(),
                grade: *grade,
                count: random.u64(1..100),
                share: None,
                share_interval: None,
                meaning: "what happened".to_owned(),
            })
            .collect();
        let executions = outcomes.iter().map(|row| row.count).sum();
        shares(&mut outcomes, executions, backend.is_stress());
        let held = executions > 30;
        let variant = ["broken", "fixed"][random.usize(..2)];
        RunResult {
            verdict: match (violated, held) {
                (true, _) => VerdictName::Violated,
                (false, true) => VerdictName::Held,
                (false, false) => VerdictName::Incomplete,
            },
            kind: violated.then_some(ViolationKind::ForbiddenOutcome),
            confidence: (violated || held).then_some(Confidence::Sampled),
            as_expected: if violated { Some(false) } else { held.then_some(true) },
            executions,
            seconds: random.u8(..) as f64 / 8.0,
            executions_to_first_violation: violated.then(|| random.u64(1..executions)),
            seconds_to_first_violation: violated.then(|| random.u8(..) as f64 / 8.0),
            failure_rate_upper_bound: (!violated && held).then(|| upper_bound(executions)),
            outcomes,
            ..RunResult::blank("class", "fixture", variant, backend)
        }
    }

    #[test]
    fn merging_is_associative() {
        let mut random = fastrand::Rng::with_seed(1);
        for _ in 0..2_000 {
            let [one, two, three] = [(); 3].map(|()| report(&mut random));
            let left = merge([merge([one.clone(), two.clone()]), three.clone()]);
            let right = merge([one.clone(), merge([two.clone(), three.clone()])]);
            assert_eq!(left, right);
            assert_eq!(left, merge([one, two, three]));
        }
    }

    #[test]
    fn nothing_that_was_counted_is_lost() {
        let mut random = fastrand::Rng::with_seed(2);
        for _ in 0..500 {
            let reports = [(); 3].map(|()| report(&mut random));
            let executions = |reports: &[Report]| {
                reports.iter().flat_map(|report| &report.runs).map(|run| run.executions).sum::<u64>()
            };
            let merged = merge(reports.clone());
            assert_eq!(executions(&reports), executions(std::slice::from_ref(&merged)));
            for run in &merged.runs {
                assert_eq!(run.outcomes.iter().map(|row| row.count).sum::<u64>(), run.executions);
            }
        }
    }

    #[test]
    fn one_violation_outweighs_any_number_of_quiet_runs() {
        let mut random = fastrand::Rng::with_seed(3);
        let mut runs = std::iter::repeat_with(|| run(&mut random)).filter(|run| run.variant == "fixed");
        let report = |run| Report { schema_version: 1, ok: true, interrupted: false, failure: None, runs: vec![run] };
        let quiet = runs.find(|run| run.verdict == VerdictName::Held).unwrap();
        let loud = runs.find(|run| run.verdict == VerdictName::Violated && run.backend == quiet.backend).unwrap();
        let merged = merge([report(quiet.clone()), report(loud), report(quiet)]);
        assert_eq!((merged.runs[0].verdict, merged.runs[0].as_expected), (VerdictName::Violated, Some(false)));
        assert_eq!(merged.runs[0].failure_rate_upper_bound, None);
    }
}

//! The backends check each other: what hardware or shuttle shows has to be among what loom has enumerated.

use racecourse::{Backend, Class, Gap};
use racecourse_report::{Agreement, Confidence, CrossCheck, RunResult};

/// Compares the outcome tables of every variant that was run on loom and on another backend.
pub fn cross_check(classes: &[Class], runs: &[RunResult]) -> Vec<CrossCheck> {
    let fixtures = classes.iter().flat_map(|class| class.fixtures.iter().map(move |fixture| (class, fixture)));
    let mut checks = Vec::new();
    for (class, fixture) in fixtures {
        for variant in fixture.about.variants {
            let of_variant: Vec<&RunResult> = runs
                .iter()
                .filter(|run| run.class == class.name && run.fixture == fixture.about.name)
                .filter(|run| run.variant == variant.name && run.executions > 0)
                .collect();
            let gaps: Vec<&Gap> = fixture.about.gaps.iter().filter(|gap| gap.variant == variant.name).collect();
            let Some(loom) = of_variant.iter().find(|run| run.backend == Backend::Loom) else { continue };
            for other in of_variant.iter().filter(|run| run.backend != Backend::Loom) {
                checks.push(compare(loom, other, &gaps));
            }
        }
    }
    checks
}

/// Compares what one backend has shown with what loom has.
fn compare(loom: &RunResult, other: &RunResult, gaps: &[&Gap]) -> CrossCheck {
    let check = |agreement, outcomes: Vec<String>, reason: Option<String>| CrossCheck {
        class: other.class.clone(),
        fixture: other.fixture.clone(),
        variant: other.variant.clone(),
        backend: other.backend,
        agreement,
        outcomes,
        reason,
    };
    let enumerated = |outcome: &str| loom.outcomes.iter().any(|row| row.outcome == outcome);
    let gaps: Vec<&&Gap> = gaps.iter().filter(|gap| gap.backend == other.backend).collect();
    // A gap that loom does not have any more is stale, whatever the rest of its table.
    let stale: Vec<String> =
        gaps.iter().filter(|gap| enumerated(gap.outcome)).map(|gap| gap.outcome.to_owned()).collect();
    if !stale.is_empty() {
        let reason = "the metadata lists them as gaps of loom, which has them; remove them there";
        return check(Agreement::Stale, stale, Some(reason.to_owned()));
    }
    if loom.confidence != Some(Confidence::Complete) {
        let reason = "loom's table is not complete, because it stopped at a failure or did not finish";
        return check(Agreement::Unchecked, Vec::new(), Some(reason.to_owned()));
    }
    let beyond: Vec<&str> =
        other.outcomes.iter().map(|row| row.outcome.as_str()).filter(|outcome| !enumerated(outcome)).collect();
    let listed = |outcome: &&str| gaps.iter().find(|gap| gap.outcome == *outcome);
    let contradicting: Vec<String> =
        beyond.iter().filter(|outcome| listed(outcome).is_none()).map(|outcome| (*outcome).to_owned()).collect();
    if !contradicting.is_empty() {
        let reason = "loom has explored everything and never shows them, and the metadata lists no gap";
        return check(Agreement::Contradicted, contradicting, Some(reason.to_owned()));
    }
    if beyond.is_empty() {
        return check(Agreement::Contained, Vec::new(), None);
    }
    let reasons = beyond.iter().filter_map(listed).map(|gap| gap.why).collect::<Vec<_>>().join("; ");
    check(Agreement::Gap, beyond.into_iter().map(str::to_owned).collect(), Some(reasons))
}

#[cfg(test)]
mod tests {
    use racecourse::Grade;
    use racecourse_report::{OutcomeRow, VerdictName};

    use super::*;

    fn run(backend: Backend, confidence: Option<Confidence>, outcomes: &[&str]) -> RunResult {
        let row = |outcome: &&str| OutcomeRow {
            outcome: (*outcome).to_owned(),
            grade: Grade::Acceptable,
            count: 1,
            share: None,
            share_interval: None,
            meaning: String::new(),
        };
        RunResult {
            verdict: VerdictName::Held,
            confidence,
            executions: 10,
            outcomes: outcomes.iter().map(row).collect(),
            ..RunResult::blank("class", "fixture", "fixed", backend)
        }
    }

    fn agreement(loom: &[&str], threads: &[&str], gaps: &[Gap]) -> (Agreement, Vec<String>) {
        let loom = run(Backend::Loom, Some(Confidence::Complete), loom);
        let threads = run(Backend::Threads, Some(Confidence::Sampled), threads);
        let check = compare(&loom, &threads, &gaps.iter().collect::<Vec<_>>());
        (check.agreement, check.outcomes)
    }

    const GAP: Gap = Gap { variant: "fixed", backend: Backend::Threads, outcome: "(1, 1)", why: "load buffering" };

    #[test]
    fn what_loom_has_enumerated_may_show_elsewhere() {
        assert_eq!(agreement(&["1", "2"], &["1"], &[]), (Agreement::Contained, vec![]));
    }

    #[test]
    fn what_loom_has_not_is_a_contradiction_unless_it_is_listed() {
        assert_eq!(agreement(&["2"], &["1", "2"], &[]), (Agreement::Contradicted, vec!["1".to_owned()]));
        assert_eq!(agreement(&["2"], &["(1, 1)"], &[GAP]), (Agreement::Gap, vec!["(1, 1)".to_owned()]));
        let elsewhere = Gap { backend: Backend::Shuttle, ..GAP };
        assert_eq!(agreement(&["2"], &["(1, 1)"], &[elsewhere]).0, Agreement::Contradicted);
    }

    #[test]
    fn a_gap_that_is_none_is_stale() {
        assert_eq!(agreement(&["(1, 1)"], &[], &[GAP]).0, Agreement::Stale);
    }

    #[test]
    fn a_table_that_is_not_complete_proves_nothing() {
        let loom = run(Backend::Loom, None, &["2"]);
        let threads = run(Backend::Threads, Some(Confidence::Sampled), &["1"]);
        assert_eq!(compare(&loom, &threads, &[]).agreement, Agreement::Unchecked);
    }
}

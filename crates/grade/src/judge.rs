//! From what the backends found out to points.

use racecourse::injection;
use racecourse::{Backend, Concurrency, Criterion, Exercise, Fixture, Grade as OutcomeGrade, Part};
use racecourse_report::{Confidence, OutcomeRow, RunResult, VerdictName, plural};

use crate::evidence::{Evidence, criterion_of, was_cut_short};
use crate::rubric::{MOST_IF_SERIALISED, MOST_IF_WRONG, Rubric, SHARE_IF_BOUNDED};
use crate::score::{Cap, Item, Standing};

/// What an answer got that compiles.
pub(crate) fn items(fixture: &Fixture, evidence: &Evidence) -> Vec<Item> {
    let exercise = &fixture.about.exercise;
    let rubric = Rubric::of(fixture);
    let mut items: Vec<Item> = Vec::new();
    // Whoever does not do the job earns nothing for how they do not do it.
    let mut does_its_job = true;
    for (criterion, out_of) in rubric.points {
        let opinion = match criterion {
            Criterion::Interface => interface(evidence),
            Criterion::Sequential => sequential(evidence),
            _ if !does_its_job => Opinion {
                standing: Standing::NotShown,
                checked: String::new(),
                reason: Some("counts only for an answer that is right for a caller who is alone".to_owned()),
            },
            Criterion::Safety => safety(exercise, evidence),
            Criterion::Liveness => liveness(evidence),
            Criterion::Stress => stress(evidence),
            Criterion::Concurrency => concurrency(fixture, evidence),
            Criterion::NoBusyWait => no_busy_wait(evidence),
            Criterion::Budget => budget(evidence),
        };
        does_its_job &= criterion != Criterion::Sequential || opinion.standing == Standing::Met;
        items.push(opinion.item(criterion, out_of));
    }
    items
}

/// What an answer got that did not get as far as to run.
pub(crate) fn nothing(fixture: &Fixture, reason: &str) -> Vec<Item> {
    let item = |(criterion, out_of)| {
        let opinion = match criterion {
            Criterion::Interface => Opinion::failed("what the compiler and the rules say", reason.to_owned()),
            _ => Opinion::not_shown("", "it did not run".to_owned()),
        };
        opinion.item(criterion, out_of)
    };
    Rubric::of(fixture).points.into_iter().map(item).collect()
}

/// What keeps the score below the sum of the points.
pub(crate) fn cap(items: &[Item]) -> Option<Cap> {
    let missing = |criterion: Criterion| {
        let item = items.iter().find(|item| item.criterion == criterion);
        item.is_some_and(|item| matches!(item.standing, Standing::Failed | Standing::NotShown))
    };
    let sum: u32 = items.iter().map(|item| item.points).sum();
    // Real threads may have shown what no model can see.
    let shown = items.iter().any(|item| item.criterion == Criterion::Stress && item.standing == Standing::Failed);
    let cap = if missing(Criterion::Safety) || missing(Criterion::Liveness) || shown {
        Cap { at_most: MOST_IF_WRONG, reason: "it goes wrong, or was not shown not to".to_owned() }
    } else if missing(Criterion::Concurrency) {
        Cap { at_most: MOST_IF_SERIALISED, reason: "it is not concurrent".to_owned() }
    } else {
        return None;
    };
    (sum > cap.at_most).then_some(cap)
}

/// What is thought of one criterion.
struct Opinion {
    standing: Standing,
    checked: String,
    reason: Option<String>,
}

impl Opinion {
    fn met(checked: impl Into<String>) -> Self {
        Opinion { standing: Standing::Met, checked: checked.into(), reason: None }
    }

    fn partly(checked: impl Into<String>, reason: String) -> Self {
        Opinion { standing: Standing::Partly, checked: checked.into(), reason: Some(reason) }
    }

    fn failed(checked: impl Into<String>, reason: String) -> Self {
        Opinion { standing: Standing::Failed, checked: checked.into(), reason: Some(reason) }
    }

    fn not_shown(checked: impl Into<String>, reason: String) -> Self {
        Opinion { standing: Standing::NotShown, checked: checked.into(), reason: Some(reason) }
    }

    fn item(self, criterion: Criterion, out_of: u32) -> Item {
        let points = match self.standing {
            Standing::Met => out_of,
            Standing::Partly => out_of * SHARE_IF_BOUNDED / 100,
            Standing::Failed | Standing::NotShown => 0,
        };
        Item { criterion, points, out_of, standing: self.standing, checked: self.checked, reason: self.reason }
    }
}

fn interface(evidence: &Evidence) -> Opinion {
    let backends = match evidence.without {
        None => "for each backend".to_owned(),
        Some(left_out) => format!("for each backend but {left_out}, which this exercise does not ask for"),
    };
    Opinion::met(format!("compiled {backends}, with nothing that is not allowed"))
}

fn sequential(evidence: &Evidence) -> Opinion {
    let Some(run) = &evidence.sequential else {
        return Opinion::not_shown("", "the fixture does not say what a caller is owed who is alone".to_owned());
    };
    let judge = Judge { run, part: Part::Sequential };
    let checked = judge.told();
    match run.verdict {
        VerdictName::Held => Opinion::met(checked),
        VerdictName::Violated => Opinion::failed(checked, judge.forbidden(|_| true).unwrap_or_default()),
        VerdictName::Incomplete | VerdictName::Unsupported => Opinion::not_shown(checked, why_not(run)),
    }
}

/// A run that judges, and the scenario that it is of.
#[derive(Clone, Copy)]
struct Judge<'a> {
    run: &'a RunResult,
    part: Part,
}

/// Those who judge safety and liveness: the model checkers, or the real processes where there are none, and who has looked
/// at a crowd, or at more than one round.
fn judges(evidence: &Evidence) -> Vec<Judge<'_>> {
    let of_specification = if evidence.models.is_empty() { &evidence.stress } else { &evidence.models };
    let of_specification = of_specification.iter().map(|run| Judge { run, part: Part::Specification });
    let of_rounds = evidence.rounds.iter().map(|run| Judge { run, part: Part::Rounds });
    let of_crowd = evidence.crowd.iter().map(|run| Judge { run, part: Part::Crowd });
    of_specification.chain(of_rounds).chain(of_crowd).collect()
}

fn safety(exercise: &Exercise, evidence: &Evidence) -> Opinion {
    let judges = judges(evidence);
    let checked = all_told(&judges);
    let wrong = |row: &OutcomeRow| criterion_of(&row.outcome) == Criterion::Safety;
    if let Some(reason) = judges.iter().find_map(|judge| judge.forbidden(wrong)) {
        return Opinion::failed(checked, reason);
    }
    if let Some((hasty, line)) =
        evidence.manners.as_ref().and_then(|seen| seen.hasty.as_ref().zip(seen.gives_way.as_ref()))
    {
        let reason =
            format!("it relies on giving way at {line}, which may do nothing; then it ends with {}", hasty.event);
        return Opinion::failed(checked, reason);
    }
    if let Some(judge) = judges.iter().find(|judge| judge.run.verdict != VerdictName::Held) {
        return Opinion::not_shown(checked, why_not(judge.run));
    }
    if let Some(why) = evidence.beyond_loom {
        return Opinion::partly(checked, format!("{why}, and so it has not judged"));
    }
    match evidence.of(Backend::Loom) {
        Some(loom) if loom.confidence != Some(Confidence::Complete) => {
            let bound = loom.reason.clone().unwrap_or_else(|| "loom has not seen every execution".to_owned());
            let is_all_there_is = injection::is_only_the_limit(&bound) && !evidence.few_preemptions;
            if exercise.bounded || is_all_there_is { Opinion::met(checked) } else { Opinion::partly(checked, bound) }
        }
        _ => Opinion::met(checked),
    }
}

fn liveness(evidence: &Evidence) -> Opinion {
    let judges = judges(evidence);
    let checked = all_told(&judges);
    let wrong = |row: &OutcomeRow| criterion_of(&row.outcome) == Criterion::Liveness;
    if let Some(reason) = judges.iter().find_map(|judge| judge.forbidden(wrong)) {
        return Opinion::failed(checked, reason);
    }
    // A forbidden outcome is observed at the end, to which everybody has come.
    let ended = |run: &RunResult| match run.verdict {
        VerdictName::Held => true,
        VerdictName::Violated => run.confidence.is_some(),
        VerdictName::Incomplete | VerdictName::Unsupported => false,
    };
    match judges.iter().find(|judge| !ended(judge.run)) {
        Some(judge) => Opinion::not_shown(checked, why_not(judge.run)),
        None => Opinion::met(checked),
    }
}

fn stress(evidence: &Evidence) -> Opinion {
    let judges: Vec<Judge<'_>> = evidence.stress.iter().map(|run| Judge { run, part: Part::Specification }).collect();
    let checked = all_told(&judges);
    if let Some(reason) = judges.iter().find_map(|judge| judge.forbidden(|_| true)) {
        return Opinion::failed(checked, reason);
    }
    match evidence.stress.iter().find(|run| run.verdict != VerdictName::Held) {
        Some(run) => Opinion::not_shown(checked, why_not(run)),
        None if evidence.stress.is_empty() => Opinion::not_shown(checked, "it did not run".to_owned()),
        None => Opinion::met(checked),
    }
}

fn concurrency(fixture: &Fixture, evidence: &Evidence) -> Opinion {
    let exercise = &fixture.about.exercise;
    let Some(manners) = &evidence.manners else {
        return Opinion::not_shown("", "nobody could look at its steps".to_owned());
    };
    let checked = format!("the steps of {} with shuttle", plural(manners.executions, "execution"));
    let (overlaps, reason) = match exercise.concurrency {
        Concurrency::Operations => (manners.overlap, "no two actors or threads were ever at work at the same time"),
        Concurrency::Work => (manners.work_overlaps, "whoever works keeps the others from working at the same time"),
    };
    if !overlaps {
        return Opinion::failed(checked, reason.to_owned());
    }
    match exercise.shows {
        None => Opinion::met(checked),
        Some(outcome) => shows(outcome, fixture, evidence),
    }
}

/// Whether some execution of the crowd ends with this.
fn shows(outcome: &str, fixture: &Fixture, evidence: &Evidence) -> Opinion {
    let Some(run) = &evidence.crowd else {
        return Opinion::not_shown("", "nobody has looked at a crowd".to_owned());
    };
    let checked = Judge { run, part: Part::Crowd }.told();
    if run.outcomes.iter().any(|row| row.outcome == outcome) {
        return Opinion::met(checked);
    }
    let listed = fixture.outcomes_of(Part::Crowd);
    let meaning = listed.iter().find(|listed| listed.outcome == outcome).map_or(outcome, |listed| listed.meaning);
    Opinion::failed(checked, format!("nobody ever saw this, which has to be possible: {meaning}"))
}

fn no_busy_wait(evidence: &Evidence) -> Opinion {
    let Some(manners) = &evidence.manners else {
        return Opinion::not_shown("", "nobody could look at its steps".to_owned());
    };
    let checked = format!("the steps of {} with shuttle", plural(manners.executions, "execution"));
    match &manners.busy {
        Some((actor, line)) => Opinion::failed(
            checked,
            format!("{actor} gives way again and again at {line} instead of sleeping until there is something to do"),
        ),
        None => Opinion::met(checked),
    }
}

fn budget(evidence: &Evidence) -> Opinion {
    let of_models =
        || evidence.sequential.iter().chain(&evidence.models).chain(&evidence.rounds).chain(&evidence.crowd);
    let runs = || of_models().chain(&evidence.stress);
    let seconds: f64 = runs().map(|run| run.seconds).sum();
    let checked = format!("{seconds:.1} s of checking");
    match runs().find(|run| run.verdict == VerdictName::Incomplete) {
        Some(run) => Opinion::failed(checked, why_not(run)),
        None => Opinion::met(checked),
    }
}

impl Judge<'_> {
    /// The first of the forbidden things in a run that is of the kind asked for, in a sentence.
    fn forbidden(self, wanted: impl Fn(&OutcomeRow) -> bool) -> Option<String> {
        let Judge { run, .. } = self;
        if run.verdict != VerdictName::Violated {
            return None;
        }
        let row = run.outcomes.iter().find(|row| row.grade == OutcomeGrade::Forbidden && wanted(row))?;
        Some(format!("{} on {}{}: {}", row.outcome, run.backend, self.place(), row.meaning))
    }

    /// How much a backend has looked at, in a few words.
    fn told(self) -> String {
        let Judge { run, .. } = self;
        let what = if run.backend.is_stress() { "sample" } else { "execution" };
        let all = if run.confidence == Some(Confidence::Complete) { "all " } else { "" };
        format!("{all}{} on {}{}", plural(run.executions, what), run.backend, self.place())
    }

    fn place(self) -> &'static str {
        match self.part {
            Part::Crowd => " in a crowd",
            Part::Rounds => " in several rounds",
            Part::Specification | Part::Sequential => "",
        }
    }
}

fn all_told(judges: &[Judge<'_>]) -> String {
    judges.iter().map(|judge| judge.told()).collect::<Vec<_>>().join(", ")
}

fn why_not(run: &RunResult) -> String {
    let reason = match (run.verdict, &run.reason) {
        (VerdictName::Violated, _) if was_cut_short(run) => {
            "something went wrong, and there was no time for the rest".to_owned()
        }
        (VerdictName::Violated, _) => "it stopped at the first thing that went wrong".to_owned(),
        (_, Some(reason)) => reason.clone(),
        (_, None) => "it could not say".to_owned(),
    };
    format!("{}: {reason}", run.backend)
}

//! A failing execution, for whoever wrote the answer.

use std::time::Duration;

use anyhow::Result;
use racecourse::findings::Event;
use racecourse::{Backend, Criterion, Grade as OutcomeGrade, Implementation, Part, ViolationKind};
use racecourse_model::Recording;
use racecourse_report::{Interleaving, RunResult, draw, paragraph, plural};
use racecourse_runner::witnesses::{Found, hunt};

use crate::evidence::{Evidence, SEED, Stop, Subject, criterion_of};
use crate::score::{Failure, Step};

/// How wide tables are drawn.
const WIDTH: u16 = 80;
/// How long to look for the execution with the fewest preemptions.
const HUNT_WITHIN: Duration = Duration::from_secs(3);
/// More steps than this are not shown: nobody reads them.
const MOST_STEPS: usize = 60;

/// The execution to show, if any went wrong: of a model checker, if one has it.
pub(crate) fn failure(subject: &Subject, evidence: &Evidence, stop: Stop<'_>) -> Result<Option<Failure>> {
    // A caller who is alone is the easiest to follow, and a crowd the hardest. Shuttle's executions are shorter than loom's.
    let explored = [
        (Part::Sequential, evidence.sequential.as_ref()),
        (Part::Specification, evidence.of(Backend::Shuttle)),
        (Part::Specification, evidence.of(Backend::Loom)),
        (Part::Rounds, evidence.rounds.as_ref()),
        (Part::Crowd, evidence.crowd.as_ref()),
    ];
    let explored =
        explored.into_iter().filter_map(|(part, run)| Some((part, run.filter(|run| !run.backend.is_stress())?)));
    for (part, run) in explored {
        let Some((event, meaning)) = told(run, subject, part) else { continue };
        let found = hunt(&subject.cell(run.backend, part), &event, HUNT_WITHIN, SEED, &|| stop())?;
        let failure = blank(part, &event, &meaning);
        return Ok(Some(match found {
            Some(found) => with_steps(failure, &found),
            None => {
                let text =
                    "It was seen, and not found again in the time there is for that; so there are no steps to show.";
                Failure { text: paragraph(text, 0, WIDTH), ..failure }
            }
        }));
    }
    if let Some(hasty) = evidence.manners.as_ref().and_then(|seen| seen.hasty.as_ref()) {
        return Ok(Some(hastily(subject, hasty)));
    }
    let sampled = evidence.sequential.iter().map(|run| (Part::Sequential, run));
    let sampled = sampled.chain(evidence.stress.iter().map(|run| (Part::Specification, run)));
    let sampled = sampled.chain(evidence.crowd.iter().map(|run| (Part::Crowd, run)));
    for (part, run) in sampled {
        let Some((event, meaning)) = told(run, subject, part) else { continue };
        let text = format!("{meaning}; seen on real {} after {}", run.backend, plural(run.executions, "sample"));
        let failure = blank(part, &event, &meaning);
        let is_for_stress = part == Part::Specification && !evidence.models.is_empty();
        let criterion = if is_for_stress { Criterion::Stress } else { failure.criterion };
        return Ok(Some(Failure { criterion, text: paragraph(&text, 0, WIDTH), ..failure }));
    }
    Ok(None)
}

/// An execution in which giving way does nothing. It cannot be played again: a schedule says who runs, and not that.
fn hastily(subject: &Subject, recording: &Recording) -> Failure {
    let meaning = match &recording.event {
        Event::Failure(_, text) => text.clone(),
        Event::Outcome(outcome) => meaning(outcome, subject, Backend::Shuttle, Part::Specification),
    };
    let failure = blank(Part::Specification, &recording.event, &meaning);
    let summary = format!("if giving way does nothing, {}", failure.summary);
    drawn(Failure { criterion: Criterion::Safety, summary, ..failure }, recording)
}

/// What an outcome means; of one that is not listed, what would have been right, if that is one only.
fn meaning(outcome: &str, subject: &Subject, backend: Backend, part: Part) -> String {
    let listed = match subject.cell(backend, part).implementation() {
        Some(Implementation::Model(scenario)) => scenario().outcomes().to_vec(),
        Some(Implementation::Stress(scenario)) => scenario().outcomes().to_vec(),
        None => Vec::new(),
    };
    if let Some(known) = listed.iter().find(|listed| listed.outcome == outcome) {
        return known.meaning.to_owned();
    }
    let mut right = listed.iter().filter(|listed| listed.grade == OutcomeGrade::Acceptable);
    match (right.next(), right.next()) {
        (Some(right), None) => format!("the scenario does not list it; right is {}: {}", right.outcome, right.meaning),
        _ => "the scenario does not list it".to_owned(),
    }
}

/// The first forbidden thing of a run, and what it means.
fn told(run: &RunResult, subject: &Subject, part: Part) -> Option<(Event, String)> {
    let row = run.outcomes.iter().find(|row| row.grade == OutcomeGrade::Forbidden)?;
    let kind = KINDS.into_iter().find(|kind| kind.name() == row.outcome);
    let event = match kind {
        Some(kind) => Event::Failure(kind, row.meaning.clone()),
        None => Event::Outcome(row.outcome.clone()),
    };
    let meaning = match kind {
        Some(_) => row.meaning.clone(),
        None => meaning(&row.outcome, subject, run.backend, part),
    };
    Some((event, meaning))
}

/// The kinds of violations that end an execution before it can be observed.
const KINDS: [ViolationKind; 6] = [
    ViolationKind::Deadlock,
    ViolationKind::LostWakeUp,
    ViolationKind::Livelock,
    ViolationKind::Panic,
    ViolationKind::DataRace,
    ViolationKind::Abort,
];

fn kind_or_outcome(event: &Event) -> String {
    match event {
        Event::Failure(kind, _) => kind.name().to_owned(),
        Event::Outcome(outcome) => outcome.clone(),
    }
}

/// A failure of which no execution is known yet.
fn blank(part: Part, event: &Event, meaning: &str) -> Failure {
    let (kind, what) = match event {
        Event::Failure(kind, _) => (*kind, format!("{}: {meaning}", kind.words())),
        Event::Outcome(outcome) => (ViolationKind::ForbiddenOutcome, format!("forbidden outcome {outcome}: {meaning}")),
    };
    let (criterion, place) = match part {
        Part::Sequential => (Criterion::Sequential, "for a caller who is alone: "),
        Part::Specification => (criterion_of(&kind_or_outcome(event)), ""),
        Part::Crowd => (criterion_of(&kind_or_outcome(event)), "in a crowd (crowd.rs): "),
        Part::Rounds => (criterion_of(&kind_or_outcome(event)), "in several rounds (rounds.rs): "),
    };
    Failure {
        criterion,
        kind: Some(kind),
        summary: format!("{place}{what}"),
        actors: Vec::new(),
        steps: Vec::new(),
        text: String::new(),
        witness: None,
        replay: None,
    }
}

fn with_steps(failure: Failure, found: &Found) -> Failure {
    Failure { witness: Some(found.witness.to_string()), ..drawn(failure, &found.recording) }
}

fn drawn(failure: Failure, recording: &Recording) -> Failure {
    let shown = &recording.steps[..recording.steps.len().min(MOST_STEPS)];
    let mut text =
        draw(Interleaving { tasks: &recording.tasks, steps: shown, sealed: recording.sealed, differs: None }, WIDTH);
    if shown.len() < recording.steps.len() {
        text.push_str(&format!("({} more steps)\n", recording.steps.len() - shown.len()));
    }
    match recording.sealed {
        Some(step) if step > 0 => {
            let sentence = format!("* Step {step} seals it: whatever runs when after it, it ends like this.");
            text.push_str(&format!("\n{}", paragraph(&sentence, 0, WIDTH)));
        }
        _ => {}
    }
    let steps = shown.iter().map(|step| Step {
        actor: Some(step.task),
        what: step.what.clone(),
        line: step.at.clone().unwrap_or_default(),
    });
    Failure { actors: recording.tasks.clone(), steps: steps.collect(), text, ..failure }
}

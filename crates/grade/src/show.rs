//! A failing execution, for whoever wrote the answer.

use std::time::Duration;

use anyhow::Result;
use racecourse::findings::Event;
use racecourse::{Backend, Criterion, Grade as OutcomeGrade, ViolationKind};
use racecourse_report::{Interleaving, RunResult, VerdictName, draw, paragraph};
use racecourse_runner::Part;
use racecourse_runner::witnesses::{Found, hunt};

use crate::evidence::{Evidence, Stop, Subject, criterion_of};
use crate::score::{Failure, Step};

/// How wide tables are drawn.
const WIDTH: u16 = 80;
/// How long to look for the execution with the fewest preemptions.
const HUNT_WITHIN: Duration = Duration::from_secs(3);
/// More steps than this are not shown: nobody reads them.
const MOST_STEPS: usize = 60;

/// The execution to show, if any went wrong: of a model checker, if one has it.
pub(crate) fn failure(subject: &Subject, evidence: &Evidence, stop: Stop<'_>) -> Result<Option<Failure>> {
    if let Some(run) = evidence.sequential.as_ref().filter(|run| run.verdict == VerdictName::Violated) {
        return Ok(told(run).map(|(event, meaning)| Failure {
            criterion: Criterion::Sequential,
            summary: format!("for a caller who is alone: {event}: {meaning}"),
            ..blank(&event)
        }));
    }
    // Its executions are the shortest.
    for backend in [Backend::Shuttle, Backend::Loom] {
        let Some((event, meaning)) = evidence.of(backend).and_then(told) else { continue };
        let cell = subject.cell(backend, Part::Specification);
        let found = hunt(&cell, &event, HUNT_WITHIN, &|| stop())?;
        let criterion = criterion_of(&kind_or_outcome(&event));
        let failure = Failure { criterion, summary: summary(&event, &meaning), ..blank(&event) };
        return Ok(Some(match found {
            Some(found) => with_steps(failure, &found),
            None => Failure { text: paragraph(&meaning, 0, WIDTH), ..failure },
        }));
    }
    let run = evidence.stress.iter().find(|run| run.verdict == VerdictName::Violated);
    Ok(run.and_then(|run| {
        let (event, meaning) = told(run)?;
        let text = format!("{meaning}; seen on real {} after {} samples", run.backend, run.executions);
        Some(Failure {
            criterion: if evidence.models.is_empty() {
                criterion_of(&kind_or_outcome(&event))
            } else {
                Criterion::Stress
            },
            summary: summary(&event, &meaning),
            text: paragraph(&text, 0, WIDTH),
            ..blank(&event)
        })
    }))
}

/// The first forbidden thing of a run, and what it means.
fn told(run: &RunResult) -> Option<(Event, String)> {
    let row = run.outcomes.iter().find(|row| row.grade == OutcomeGrade::Forbidden)?;
    let kind = KINDS.into_iter().find(|kind| kind.name() == row.outcome);
    let event = match kind {
        Some(kind) => Event::Failure(kind, row.meaning.clone()),
        None => Event::Outcome(row.outcome.clone()),
    };
    Some((event, row.meaning.clone()))
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

fn summary(event: &Event, meaning: &str) -> String {
    match event {
        Event::Failure(kind, _) => format!("{}: {meaning}", kind.words()),
        Event::Outcome(outcome) => format!("forbidden outcome {outcome}: {meaning}"),
    }
}

fn blank(event: &Event) -> Failure {
    Failure {
        criterion: Criterion::Safety,
        kind: Some(match event {
            Event::Failure(kind, _) => *kind,
            Event::Outcome(_) => ViolationKind::ForbiddenOutcome,
        }),
        summary: String::new(),
        actors: Vec::new(),
        steps: Vec::new(),
        text: String::new(),
        witness: None,
        replay: None,
    }
}

fn with_steps(failure: Failure, found: &Found) -> Failure {
    let recording = &found.recording;
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
    let witness = found.witness.to_string();
    Failure { actors: recording.tasks.clone(), steps: steps.collect(), text, witness: Some(witness), ..failure }
}

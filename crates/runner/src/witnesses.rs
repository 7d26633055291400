//! From a violation to its witness, and back to the execution.

use std::fmt;
use std::time::Duration;

use anyhow::Result;
use racecourse::findings::Event;
use racecourse::{Backend, Class, Expectation, Violation};
use racecourse_model::{HuntJob, Recording, Witness, ending};

use crate::cell::Cell;
use crate::workers::{Assignment, Job};

/// How a witness names the search that found it.
const BOUNDED: &str = "bounded";
const THOROUGH: &str = "thorough";

/// A failing execution, and the witness that names it.
#[derive(Clone, Debug)]
pub struct Found {
    /// The witness.
    pub witness: Witness,
    /// The execution.
    pub recording: Recording,
}

/// Looks for an execution of a cell that ends like `wanted`, with as few preemptions as possible, for so long at most.
/// `None` if none was found, if `stop` said so, or if the cell is of no model checker. `seed` is that of the run which has seen
/// it, if there was one.
///
/// # Errors
///
/// If the machine fails.
pub fn hunt(
    cell: &Cell,
    wanted: &Event,
    within: Duration,
    seed: u64,
    stop: &dyn Fn() -> bool,
) -> Result<Option<Found>> {
    let Some(sources) = cell.sources().filter(|_| !cell.backend.is_stress()) else {
        return Ok(None);
    };
    let assignment = |job| assignment(cell, job);
    let found = racecourse_model::hunt(cell.backend, wanted, within, seed ^ cell.fingerprint(), &assignment, stop)?;
    Ok(found.map(|recording| Found {
        witness: Witness {
            class: cell.class.to_owned(),
            fixture: cell.fixture.about.name.to_owned(),
            part: cell.part,
            variant: cell.code.to_owned(),
            backend: cell.backend,
            scheduler: if recording.thorough { THOROUGH } else { BOUNDED }.to_owned(),
            seed: 0,
            schedule: recording.schedule.clone(),
            sources,
            ending: ending(&recording.event),
        },
        recording,
    }))
}

/// Plays the execution that a witness names. `None` if `stop` said so.
///
/// # Errors
///
/// If the execution is not the one that was witnessed, or the machine fails.
pub fn replay(cell: &Cell, witness: &Witness, stop: &dyn Fn() -> bool) -> Result<Option<Recording>> {
    let assignment = |job| assignment(cell, job);
    let thorough = match witness.scheduler.as_str() {
        BOUNDED => false,
        THOROUGH => true,
        other => return Err(Unfit(format!("this program has no scheduler `{other}`")).into()),
    };
    let played = racecourse_model::replay(cell.backend, thorough, &witness.schedule, &assignment, stop)?;
    if stop() {
        return Ok(None);
    }
    match played {
        Some(recording) if ending(&recording.event) == witness.ending => Ok(Some(recording)),
        Some(recording) => Err(Unfit(format!(
            "it does not fit this program: its execution ends with {}, which is not what it witnessed; make a new one \
             with `cargo xtask model {}`",
            recording.event, witness.fixture
        ))
        .into()),
        None => Err(Unfit(format!("{} did not get through its execution", cell.backend)).into()),
    }
}

/// Lets the tasks of another variant take turns as in `other`, as long as they can. `None` if shuttle has no such
/// variant, or `stop` said so.
///
/// # Errors
///
/// If the machine fails.
pub fn follow(cell: &Cell, other: &Recording, stop: &dyn Fn() -> bool) -> Result<Option<Recording>> {
    let cell = Cell { backend: Backend::Shuttle, ..*cell };
    if cell.implementation().is_none() {
        return Ok(None);
    }
    Ok(racecourse_model::follow(other, &|job| assignment(&cell, job), stop)?)
}

fn assignment(cell: &Cell, job: HuntJob) -> Assignment {
    Assignment::new(cell, Job::Hunt(job))
}

/// How the violations end that are expected of a cell.
pub fn expected(cell: &Cell) -> Vec<Event> {
    let Expectation::Violated(expected) = cell.expectation() else { return Vec::new() };
    let event = |violation: &Violation| match violation {
        Violation::Outcome(outcome) => Event::Outcome((*outcome).to_owned()),
        Violation::Kind(kind) => Event::Failure(*kind, String::new()),
    };
    expected.iter().map(event).collect()
}

/// A witness that names no execution of this program; the text says why, and what to do.
#[derive(Debug)]
pub struct Unfit(pub String);

impl fmt::Display for Unfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "this witness cannot be replayed: {}", self.0)
    }
}

impl std::error::Error for Unfit {}

/// The cell that a witness is of.
///
/// # Errors
///
/// If there is none, or its source has changed since.
pub fn witnessed(classes: &[Class], witness: &Witness) -> Result<Cell, Unfit> {
    let Witness { class, fixture, part, variant, backend, .. } = witness;
    let found = classes
        .iter()
        .filter(|known| known.name == class)
        .flat_map(|class| class.fixtures.iter().flat_map(|fixture| Cell::all(class, *fixture)))
        .find(|cell| cell.fixture.about.name == fixture && cell.code == variant && cell.backend == *backend);
    let cell = found
        .map(|cell| Cell { part: *part, ..cell })
        .filter(|cell| cell.implementation().is_some())
        .ok_or_else(|| Unfit(format!("there is no {class}/{fixture} {variant} on {backend}")))?;
    let again = format!("cargo xtask model {fixture} --variant {variant}");
    fits(&cell, witness, &again)?;
    Ok(cell)
}

/// Whether a cell's source is the one that was witnessed; `again` is the command that makes a new witness.
///
/// # Errors
///
/// If it is not.
pub fn fits(cell: &Cell, witness: &Witness, again: &str) -> Result<(), Unfit> {
    if cell.sources() == Some(witness.sources) {
        return Ok(());
    }
    let Witness { class, fixture, variant, .. } = witness;
    Err(Unfit(format!(
        "the source of {class}/{fixture} {variant}, or this program's version, has changed since; make a new one with \
         `{again}`"
    )))
}

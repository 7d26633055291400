//! The model checkers: what `sync` costs, and how the number of executions grows with a program.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::time::Duration;

use anyhow::{Result, bail};
use racecourse::Backend;
use racecourse::findings::{Coverage, Event, Findings};
use racecourse_model::ModelJob;
use racecourse_runner::model;
use serde::Serialize;

use crate::checked::Checked;
use crate::growing::{Counter, MOST};
use crate::standings::{Options, interrupted, median};
use crate::subjects::{checked, counter};
use crate::tally::Tallied;
use crate::worker::{Task, ask};

/// The checkers, in the order in which they are measured.
pub const CHECKERS: [Backend; 2] = [Backend::Loom, Backend::Shuttle];

/// How long one exploration may take: far longer than any of these does.
pub(crate) const BUDGET: Duration = Duration::from_secs(600);

/// One program on one checker, through `sync` and directly.
#[derive(Clone, Debug, Serialize)]
pub struct Comparison {
    /// The program.
    pub program: Checked,
    /// Loom or shuttle.
    pub checker: Backend,
    /// How many executions each side explored in each turn. It is the same number.
    pub executions: u64,
    /// The turns.
    pub turns: Vec<Pair>,
    /// Executions per second through `sync`: the median over the turns.
    pub through_sync_per_second: f64,
    /// Executions per second of the program that is written directly on the checker: the median over the turns.
    pub directly_per_second: f64,
    /// The median, turn by turn, of the former against the latter.
    pub against_direct: f64,
}

/// How long the two sides took in one turn.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Pair {
    /// Through `sync`, in seconds.
    pub through_sync: f64,
    /// Directly, in seconds.
    pub directly: f64,
}

/// How many executions a counter of one size has.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Growth {
    /// What the actors count with.
    pub counter: Counter,
    /// How many actors there are.
    pub actors: u32,
    /// How many steps each of them does.
    pub steps: u32,
    /// How many executions loom explores until it has seen all; `None` if there are more than the bound.
    pub executions: Option<u64>,
}

/// How many comparisons there are.
pub(crate) fn comparisons() -> u64 {
    (CHECKERS.len() * Checked::ALL.len()) as u64
}

/// How many sizes there are whose executions are counted.
pub(crate) fn sizes() -> u64 {
    Counter::ALL.len() as u64 * u64::from(MOST * MOST)
}

/// Compares `sync` with the checkers' own types.
///
/// # Errors
///
/// See [`run`](crate::run).
pub(crate) fn compare(
    options: Options,
    progress: &dyn Fn(&str),
    stopped: &dyn Fn() -> bool,
) -> Result<Vec<Comparison>> {
    let sides = CHECKERS.into_iter().flat_map(|checker| Checked::ALL.map(|program| (program, checker)));
    sides
        .map(|(program, checker)| {
            let mut turns = Vec::new();
            let mut executions = 0;
            for turn in 0..options.turns {
                progress(&format!("{} on {checker}", program.name()));
                let seed = options.seed.wrapping_add(u64::from(turn));
                // Whoever is second may find the machine in another state, so they take turns at that too.
                let (through_sync, directly) = if turn % 2 == 0 {
                    let through_sync = through_sync(program, checker, seed, stopped)?;
                    (through_sync, directly(program, checker, seed, stopped)?)
                } else {
                    let directly = directly(program, checker, seed, stopped)?;
                    (through_sync(program, checker, seed, stopped)?, directly)
                };
                are_alike(program, checker, &through_sync, &directly)?;
                executions = directly.executions();
                turns.push(Pair { through_sync: through_sync.seconds, directly: directly.seconds });
            }
            let median_of = |value: &dyn Fn(&Pair) -> f64| median(turns.iter().map(value)).unwrap_or(0.0);
            Ok(Comparison {
                program,
                checker,
                executions,
                through_sync_per_second: median_of(&|pair| executions as f64 / pair.through_sync),
                directly_per_second: median_of(&|pair| executions as f64 / pair.directly),
                against_direct: median_of(&|pair| pair.directly / pair.through_sync),
                turns,
            })
        })
        .collect()
}

/// Whether both sides have explored the same executions: as many of them, and with the same outcomes.
fn are_alike(program: Checked, checker: Backend, through_sync: &Tallied, directly: &Tallied) -> Result<()> {
    if through_sync.outcomes != directly.outcomes {
        let (name, [one, other]) = (program.name(), [&through_sync.outcomes, &directly.outcomes]);
        bail!("{name} on {checker} is not the same program twice: {one:?} through `sync`, {other:?} directly");
    }
    Ok(())
}

fn directly(program: Checked, checker: Backend, seed: u64, stopped: &dyn Fn() -> bool) -> Result<Tallied> {
    ask(&Task::Explore { program, checker, seed }, stopped)
}

fn through_sync(program: Checked, checker: Backend, seed: u64, stopped: &dyn Fn() -> bool) -> Result<Tallied> {
    let cell = checked(program, checker);
    let findings = explore(&cell, seed, stopped, &|_| false)?;
    let whole = match checker {
        // Without atomics it is complete; with them, loom explores once here and leaves out what it does.
        Backend::Loom => matches!(findings.coverage, Coverage::Complete | Coverage::Bounded(_)),
        _ => matches!(findings.coverage, Coverage::Sampled | Coverage::Bounded(_)),
    };
    let outcomes: Option<BTreeMap<String, u64>> = findings.seen.iter().map(counted).collect();
    match outcomes {
        Some(outcomes) if whole => Ok(Tallied { seconds: findings.seconds, outcomes }),
        _ => bail!("{} was not explored as it should be: {findings:?}", cell.title()),
    }
}

fn counted(seen: &racecourse::findings::Seen) -> Option<(String, u64)> {
    match &seen.event {
        Event::Outcome(outcome) => Some((outcome.clone(), seen.count)),
        Event::Failure(..) => None,
    }
}

/// Explores a cell until `enough` says so or there is no more. What was found when it was enough is cut short.
fn explore(
    cell: &racecourse_runner::Cell,
    seed: u64,
    stopped: &dyn Fn() -> bool,
    enough: &dyn Fn(&Findings) -> bool,
) -> Result<Findings> {
    let budget_seconds = BUDGET.as_secs_f64();
    // A program that is written directly on loom is explored once; shuttle's own search tries every schedule first.
    let thorough = cell.backend == Backend::Shuttle;
    let job = ModelJob { backend: cell.backend, budget_seconds, preemptions: None, thorough, mending: None, seed };
    let over = Cell::new(false);
    let findings = model(cell, &job, &|| over.get() || stopped(), &|findings| over.set(enough(findings)))?;
    if stopped() { Err(interrupted()) } else { Ok(findings) }
}

/// Counts the executions of loom, for both counters in every size.
///
/// # Errors
///
/// See [`run`](crate::run).
pub(crate) fn grow(options: Options, progress: &dyn Fn(&str), stopped: &dyn Fn() -> bool) -> Result<Vec<Growth>> {
    let mut growth = Vec::new();
    for kind in Counter::ALL {
        for (actors, steps) in (1..=MOST).flat_map(|actors| (1..=MOST).map(move |steps| (actors, steps))) {
            progress(&format!("{} with {actors} actors and {steps} steps", kind.name()));
            let too_many = |findings: &Findings| findings.executions > options.growth_bound;
            let findings = explore(&counter(kind, actors, steps), 0, stopped, &too_many)?;
            let executions = match findings.coverage {
                _ if too_many(&findings) => None,
                Coverage::Complete | Coverage::Bounded(_) => Some(findings.executions),
                _ => bail!("{} was not explored as it should be: {findings:?}", kind.name()),
            };
            growth.push(Growth { counter: kind, actors, steps, executions });
        }
    }
    Ok(growth)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tallied(outcomes: &[(&str, u64)]) -> Tallied {
        let outcomes = outcomes.iter().map(|(outcome, count)| ((*outcome).to_owned(), *count)).collect();
        Tallied { seconds: 1.0, outcomes }
    }

    #[test]
    fn another_number_of_executions_or_another_outcome_is_another_program() {
        let check = |other: &[(&str, u64)]| {
            are_alike(Checked::LostUpdate, Backend::Loom, &tallied(&[("1", 3), ("2", 4)]), &tallied(other))
        };
        assert!(check(&[("1", 3), ("2", 4)]).is_ok());
        for other in [&[("1", 3), ("2", 5)][..], &[("1", 4), ("2", 3)], &[("1", 7)]] {
            assert!(check(other).is_err(), "{other:?}");
        }
    }
}

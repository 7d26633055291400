//! What is measured, in which order, and the document that comes of it.

use std::time::Duration;

use anyhow::{Result, anyhow};
use serde::Serialize;

use crate::contest::{self, Contestant, Program, Round};
use crate::exploration::{self, Comparison, Growth};
use crate::overlap::{self, Overlap};
use crate::spawning::{self, Spawning};
use crate::worker::{Task, ask};
use crate::workloads::{self, Workload};

/// How much is measured.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// Whether the stress engine is measured.
    pub stress: bool,
    /// Whether the model checkers are measured.
    pub model: bool,
    /// Whether threads and processes are compared with doing one thing after the other.
    pub workloads: bool,
    /// How long each turn of the stress part takes.
    pub turn: Duration,
    /// How many turns each contestant gets.
    pub turns: u32,
    /// Where random choices begin.
    pub seed: u64,
    /// With how many executions an exploration is given up when growth is measured.
    pub growth_bound: u64,
}

impl Options {
    /// How many steps are told to the observer of [`run`].
    pub fn steps(&self) -> u64 {
        let turns = u64::from(self.turns);
        let stress = (Program::ALL.len() * Contestant::ALL.len()) as u64 * turns;
        let stress = stress + spawning::steps(turns);
        let model = exploration::comparisons() * turns + exploration::sizes();
        let workloads = workloads::steps(turns) + overlap::steps(turns);
        [(self.stress, stress), (self.model, model), (self.workloads, workloads)]
            .map(|(wanted, steps)| if wanted { steps } else { 0 })
            .iter()
            .sum()
    }
}

/// All results.
#[derive(Clone, Debug, Serialize)]
pub struct Standings {
    /// Changes when a field changes its meaning or goes away.
    pub schema_version: u32,
    /// How many processors there are.
    pub processors: usize,
    /// How many turns each contestant got.
    pub turns: u32,
    /// How long each turn of the stress part took, in seconds.
    pub seconds_per_turn: f64,
    /// The most memory that a worker of this program has needed before it does anything, in bytes; `None` where the
    /// stress part was not measured or the kernel does not tell. It is a part of every round's memory.
    pub idle_worker_bytes: Option<u64>,
    /// The stress part; empty if it was not measured.
    pub rounds: Vec<Round>,
    /// Scenarios that spawn threads, also of the stress part.
    pub spawning: Vec<Spawning>,
    /// The model part; `None` if it was not measured.
    pub model: Option<Model>,
    /// The workloads; empty if they were not measured.
    pub workloads: Vec<Workload>,
    /// What two threads bring with each variant of `progress/global-lock`; empty if the workloads were not measured, or there
    /// is only one processor.
    pub overlaps: Vec<Overlap>,
}

/// The results of the model part.
#[derive(Clone, Debug, Serialize)]
pub struct Model {
    /// Programs through `sync` against the same programs written directly on a checker.
    pub comparisons: Vec<Comparison>,
    /// How many executions loom has to explore, by the size of a program.
    pub growth: Vec<Growth>,
    /// With how many executions an exploration is given up in `growth`.
    pub growth_bound: u64,
}

/// Measures what `options` say. `progress` is told before each step what it is; `stopped` is asked whether to end.
///
/// # Errors
///
/// If workers cannot be started, a program has other executions through `sync` than directly, or the user has stopped
/// it.
pub fn run(options: Options, progress: &dyn Fn(&str), stopped: &dyn Fn() -> bool) -> Result<Standings> {
    let mut idle_worker_bytes = None;
    let mut rounds = Vec::new();
    let mut threads = Vec::new();
    if options.stress {
        idle_worker_bytes = ask(&Task::Nothing, stopped)?;
        rounds = contest::rounds(options, progress, stopped)?;
        threads = spawning::compare(options, progress, stopped)?;
    }
    let mut model = None;
    if options.model {
        model = Some(Model {
            comparisons: exploration::compare(options, progress, stopped)?,
            growth: exploration::grow(options, progress, stopped)?,
            growth_bound: options.growth_bound,
        });
    }
    let (mut compared, mut overlaps) = (Vec::new(), Vec::new());
    if options.workloads {
        compared = workloads::compare(options, progress, stopped)?;
        overlaps = overlap::compare(options, progress, stopped)?;
    }
    Ok(Standings {
        schema_version: 1,
        processors: std::thread::available_parallelism().map_or(1, usize::from),
        turns: options.turns,
        seconds_per_turn: options.turn.as_secs_f64(),
        idle_worker_bytes,
        rounds,
        spawning: threads,
        model,
        workloads: compared,
        overlaps,
    })
}

/// The error of a benchmark that the user has stopped.
pub(crate) fn interrupted() -> anyhow::Error {
    anyhow!("interrupted: a contest that is not finished says nothing; run it again")
}

/// The value in the middle, or the mean of the two in the middle; `None` of nothing.
pub(crate) fn median(values: impl Iterator<Item = f64>) -> Option<f64> {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    match values.len() {
        0 => None,
        odd if odd % 2 == 1 => Some(values[middle]),
        _ => Some((values[middle - 1] + values[middle]) / 2.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_the_one_in_the_middle() {
        assert_eq!(median([3.0, 1.0, 2.0].into_iter()), Some(2.0));
        assert_eq!(median([4.0, 1.0, 2.0, 3.0].into_iter()), Some(2.5));
        assert_eq!(median(std::iter::empty()), None);
    }
}

//! Runs the cells one after the other, divides the time among them, and judges each.

use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use racecourse::findings::{Coverage, Findings};
use racecourse::{Backend, Expectation, GradedOutcome, Implementation, Part};
use racecourse_confine::worker_notices;
use racecourse_model::{InspectJob, Manners, ModelJob};
use racecourse_report::{Report, RunResult, VerdictName};
use racecourse_stress::{Length, Need, StressJob};

use crate::cell::Cell;
use crate::judge::{self, judge, not_run, unsupported};
use crate::witnesses;
use crate::workers::{Assignment, Job};

/// The least time that a stress run gets, however small the budget: starting its workers takes a part of it.
const LEAST_TIME: Duration = Duration::from_millis(50);

/// How long to look for the witness of a violation. It is there after milliseconds, or the model is a large one.
const HUNT_WITHIN: Duration = Duration::from_secs(10);
/// How many preemptions loom tries with actors who do the same more than once.
const PREEMPTIONS_IN_ROUNDS: usize = 2;

/// How much effort goes into each cell. A model checker stops when it has explored everything, whatever is left.
#[derive(Clone, Copy, Debug)]
pub enum Effort {
    /// This much time for all cells together; a stress run whose table says enough leaves its time to the others.
    Budget(Duration),
    /// For each cell `share`, and up to `at_most` until its verdict is more than that nothing can be said.
    AsNeeded {
        /// What each cell gets.
        share: Duration,
        /// What it gets at most.
        at_most: Duration,
    },
    /// This much time for each cell; stress runs do not stop early.
    Each(Duration),
}

/// How a set of cells is run.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// How much effort goes into each.
    pub effort: Effort,
    /// Where the random choices begin.
    pub seed: u64,
    /// How many groups of actors of a stress run act at once; `None` for as many as there are processors for.
    pub groups: Option<usize>,
    /// The most preemptions that loom explores; every number of them if `None`.
    pub preemptions: Option<usize>,
}

/// Is told what happens, and asked whether to go on.
pub trait Observer {
    /// A cell begins: its number (from 0), and how long it may take.
    fn begins(&self, _number: usize, _cell: &Cell, _time: Duration) {}
    /// What the cell has found so far.
    fn finds(&self, _findings: &Findings) {}
    /// A cell has ended.
    fn ends(&self, _number: usize, _result: &RunResult) {}
    /// Whether the user wants to stop.
    fn stopped(&self) -> bool {
        false
    }
}

/// Runs every cell and reports. What cannot run any more after the user has stopped it is reported as incomplete.
///
/// # Errors
///
/// If the machine fails (no temporary file, no further process) before anything is finished. Later, the report says so.
pub fn run(cells: &[Cell], plan: Plan, observer: &dyn Observer) -> Result<Report> {
    let mut runs = Vec::new();
    let mut spent = Duration::ZERO;
    let mut failure = None;
    let left = |cells: &[Cell]| cells.iter().filter(|cell| cell.implementation().is_some()).count() as u32;
    for (number, cell) in cells.iter().enumerate() {
        let time = match plan.effort {
            Effort::Each(time) => Time { share: time, at_most: time },
            Effort::AsNeeded { share, at_most } => Time { share, at_most },
            Effort::Budget(budget) => {
                let even = budget / left(cells).max(1);
                time_for(even, budget.saturating_sub(spent), left(&cells[number..]))
            }
        };
        observer.begins(number, cell, time.share);
        let begun = Instant::now();
        let result = if cell.implementation().is_some() && failure.is_some() {
            not_run(cell, "the machine failed before it ran")
        } else if cell.implementation().is_some() && observer.stopped() {
            not_run(cell, "interrupted before it ran")
        } else {
            let ran = run_cell(cell, plan, time, observer);
            match ran.with_context(|| format!("failed to run {}", cell.title())) {
                Ok(result) => result,
                Err(error) if runs.iter().all(|run: &RunResult| run.seconds == 0.0) => return Err(error),
                Err(error) => {
                    // What is finished is not lost.
                    let error = format!("{error:#}");
                    failure = Some(error.clone());
                    not_run(cell, &error)
                }
            }
        };
        spent += begun.elapsed();
        observer.ends(number, &result);
        runs.push(result);
    }
    let interrupted = observer.stopped();
    let ok = !interrupted
        && failure.is_none()
        && runs.iter().all(|run| run.as_expected != Some(false))
        && runs.iter().all(is_settled);
    Ok(Report { schema_version: 1, ok, interrupted, failure, runs })
}

/// How long a cell takes.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Time {
    /// What it gets.
    share: Duration,
    /// What a stress run gets as long as its table says nothing.
    at_most: Duration,
}

/// How long a cell takes where so much time is left for so many, itself included, and `even` is what each would get if all
/// took the same.
///
/// A stress run may take up to six times its share until its table says something, as long as three quarters of `even` are
/// left for everybody: few need that, and many leave more than they take.
fn time_for(even: Duration, left: Duration, cells: u32) -> Time {
    let share = (left / cells.max(1)).max(LEAST_TIME);
    let to_spare = left.saturating_sub(even * cells * 3 / 4);
    Time { share, at_most: share.max((6 * share).min(to_spare)) }
}

/// Not run is not passed: only a stress run may end without saying anything, since chance decides there.
fn is_settled(run: &RunResult) -> bool {
    run.verdict != VerdictName::Incomplete || run.backend.is_stress()
}

fn run_cell(cell: &Cell, plan: Plan, time: Time, observer: &dyn Observer) -> Result<RunResult> {
    let seed = plan.seed ^ cell.fingerprint();
    let Some(implementation) = cell.implementation() else {
        return Ok(match cell.expectation() {
            Expectation::Unsupported(why) => unsupported(cell, why),
            _ => judge(
                cell,
                &[],
                Findings {
                    coverage: Coverage::CutShort(format!("the fixture is not compiled for {}", cell.backend)),
                    ..Findings::default()
                },
            ),
        });
    };
    let stop = || observer.stopped();
    let progress = |findings: &Findings| observer.finds(findings);
    let (listed, findings): (Vec<GradedOutcome>, Findings) = match implementation {
        Implementation::Stress(scenario) => {
            let length = match plan.effort {
                Effort::Each(time) => Length::Exactly(time),
                Effort::Budget(_) | Effort::AsNeeded { .. } => {
                    let Time { share, at_most } = time;
                    Length::AsNeeded(Need { share, at_most, samples: judge::samples_that_say_something(cell) })
                }
            };
            let job = StressJob { backend: cell.backend, length, seed, groups: plan.groups };
            (scenario().outcomes().to_vec(), stress(cell, &job, &stop, &progress)?)
        }
        Implementation::Model(scenario) => {
            let budget_seconds = time.share.as_secs_f64();
            // A crowd can meet in more ways than anybody could try, and so can those who meet more than once.
            let thorough = !matches!(cell.part, Part::Crowd | Part::Rounds);
            let preemptions = plan.preemptions.or((cell.part == Part::Rounds).then_some(PREEMPTIONS_IN_ROUNDS));
            let mending = cell.mending.filter(|_| cell.backend == Backend::Loom);
            let job = ModelJob { backend: cell.backend, budget_seconds, preemptions, thorough, mending, seed };
            (scenario().outcomes().to_vec(), model(cell, &job, &stop, &progress)?)
        }
    };
    let witness = match judge::headline(cell, &listed, &findings) {
        Some(event) if !cell.backend.is_stress() && cell.mending.is_none() && cell.part == Part::Specification => {
            witnesses::hunt(cell, &event, time.share.min(HUNT_WITHIN), plan.seed, &stop)?
                .map(|found| found.witness.to_string())
        }
        _ => None,
    };
    Ok(RunResult { witness, ..judge(cell, &listed, findings) })
}

/// Runs one cell on its stress backend, and judges nothing.
///
/// # Errors
///
/// If the machine fails, or the cell is of no stress backend.
pub fn stress(cell: &Cell, job: &StressJob, stop: &dyn Fn() -> bool, progress: &dyn Fn(&Findings)) -> Result<Findings> {
    let Some(Implementation::Stress(scenario)) = cell.implementation() else {
        bail!("{} runs on no stress backend", cell.title());
    };
    let assignment = |job| Assignment::new(cell, Job::Stress(job));
    let findings = racecourse_stress::run(&*scenario(), job, &assignment, stop, progress)?;
    Ok(with_notices(cell, findings))
}

/// Runs one cell on its model checker, and judges nothing.
///
/// # Errors
///
/// If the machine fails, or the cell is of no model checker.
pub fn model(cell: &Cell, job: &ModelJob, stop: &dyn Fn() -> bool, progress: &dyn Fn(&Findings)) -> Result<Findings> {
    let Some(Implementation::Model(_)) = cell.implementation() else {
        bail!("{} runs on no model checker", cell.title());
    };
    let findings = racecourse_model::run(job, &Assignment::new(cell, Job::Model(job.clone())), stop, progress)?;
    Ok(with_notices(cell, findings))
}

/// The findings of a cell, with what this kernel does not keep its workers from if they are confined.
fn with_notices(cell: &Cell, mut findings: Findings) -> Findings {
    if cell.confined {
        findings.notes.extend(worker_notices(cell.backend == Backend::Processes));
    }
    findings
}

/// Looks how the actors of a cell go about it, for so long at most; `None` if that could not be seen, or if the cell is not
/// of shuttle.
///
/// # Errors
///
/// If the machine fails.
pub fn inspect(cell: &Cell, within: Duration, seed: u64, stop: &dyn Fn() -> bool) -> Result<Option<Manners>> {
    if cell.backend != Backend::Shuttle || cell.implementation().is_none() {
        return Ok(None);
    }
    let job = InspectJob { seconds: within.as_secs_f64(), seed };
    Ok(racecourse_model::inspect(&job, &Assignment::new(cell, Job::Inspect(job.clone())), stop)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_that_says_nothing_yet_may_take_more_than_its_share() {
        let (even, left) = (Duration::from_millis(400), Duration::from_secs(100));
        let at_most = |cells| time_for(even, left, cells).at_most;
        assert_eq!(time_for(even, left, 200).share, Duration::from_millis(500));
        assert_eq!(at_most(200), Duration::from_secs(3));
        assert_eq!(at_most(330), left - Duration::from_secs(99), "what is spare");
        assert_eq!(at_most(400), Duration::from_millis(250), "nothing is");
    }

    #[test]
    fn all_together_never_take_more_than_there_is() {
        for cells in [1, 3, 20, 40, 300] {
            let even = LEAST_TIME * 4;
            let mut left = even * cells;
            for number in 0..cells {
                let (time, others) = (time_for(even, left, cells - number).at_most, cells - number - 1);
                left = left.checked_sub(time).expect("the time is not overdrawn");
                // Nanoseconds that a division leaves over.
                assert!(left + Duration::from_micros(1) >= even * others * 3 / 4, "{left:?} for {others} of {cells}");
            }
        }
    }
}

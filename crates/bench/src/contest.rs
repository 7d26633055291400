//! Who is measured, for how long, and what comes of it.

use std::cell::Cell;
use std::time::Duration;

use anyhow::{Result, bail};
use racecourse::Backend;
use racecourse::findings::{Coverage, Event, Knobs};
use racecourse_stress::StressJob;
use serde::{Deserialize, Serialize};

use crate::baseline::{barrier_per_sample, thread_per_sample, tuned_by_hand};
use crate::subjects::{cell, rare};

/// A program that every contestant runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Program {
    /// Two actors read a counter, add to it and write it back; an update is lost.
    LostUpdate,
    /// Two actors each set a flag and then read the other's; neither sees the other's.
    StoreBuffering,
}

impl Program {
    /// All programs.
    pub const ALL: [Program; 2] = [Program::LostUpdate, Program::StoreBuffering];
}

/// A way to run a program over and over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Contestant {
    /// Two fresh threads for every sample.
    ThreadPerSample,
    /// Two threads that meet at a barrier before and after every sample.
    BarrierPerSample,
    /// A loop over an array of states, tuned by hand for the lost update.
    TunedByHand,
    /// The stress engine, on threads.
    Threads,
    /// The stress engine, on processes.
    Processes,
}

impl Contestant {
    /// All contestants, in the order in which they take turns.
    pub const ALL: [Contestant; 5] = [
        Contestant::ThreadPerSample,
        Contestant::BarrierPerSample,
        Contestant::TunedByHand,
        Contestant::Threads,
        Contestant::Processes,
    ];

    /// The name used in reports.
    pub fn name(self) -> &'static str {
        match self {
            Contestant::ThreadPerSample => "thread per sample",
            Contestant::BarrierPerSample => "barrier per sample",
            Contestant::TunedByHand => "tuned by hand",
            Contestant::Threads => "engine, threads",
            Contestant::Processes => "engine, processes",
        }
    }
}

/// What one contestant achieved in one turn.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct Figures {
    /// How many samples were judged.
    pub samples: u64,
    /// How many of them showed the outcome that is counted.
    pub rare: u64,
    /// How long it took, in seconds.
    pub seconds: f64,
    /// How long it took to see that outcome for the first time, in seconds.
    pub first: Option<f64>,
    /// The engine's best knobs.
    pub knobs: Option<Knobs>,
}

/// How much is measured.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// How long each turn takes.
    pub turn: Duration,
    /// How many turns each contestant gets.
    pub turns: u32,
    /// Where the engine's random choices begin.
    pub seed: u64,
}

/// One contestant's turns at one program.
#[derive(Clone, Debug, Serialize)]
pub struct Round {
    /// The program.
    pub program: Program,
    /// The contestant.
    pub contestant: Contestant,
    /// Its turns.
    pub turns: Vec<Figures>,
    /// The median over its turns.
    pub samples_per_second: f64,
    /// The median over its turns.
    pub rare_per_second: f64,
    /// The median over the turns in which there was one.
    pub seconds_to_first: Option<f64>,
    /// The median, turn by turn, of its rare outcomes per second against those of the loop tuned by hand.
    pub against_tuned_by_hand: f64,
}

/// All rounds.
#[derive(Clone, Debug, Serialize)]
pub struct Standings {
    /// Changes when a field changes its meaning or goes away.
    pub schema_version: u32,
    /// How many processors there are.
    pub processors: usize,
    /// How long each turn took, in seconds.
    pub seconds_per_turn: f64,
    /// The results.
    pub rounds: Vec<Round>,
}

/// Lets every contestant run every program. `progress` is told before each turn; `stopped` is asked whether to end.
///
/// # Errors
///
/// If workers cannot be started, or the user has stopped it.
pub fn run(options: Options, progress: &dyn Fn(Program, Contestant), stopped: &dyn Fn() -> bool) -> Result<Standings> {
    let mut rounds = Vec::new();
    for program in Program::ALL {
        let mut turns: Vec<Vec<Figures>> = vec![Vec::new(); Contestant::ALL.len()];
        for turn in 0..options.turns {
            for (contestant, figures) in Contestant::ALL.into_iter().zip(&mut turns) {
                progress(program, contestant);
                figures.push(take_turn(program, contestant, options, u64::from(turn), stopped)?);
                if stopped() {
                    bail!("interrupted: a contest that is not finished says nothing; run it again");
                }
            }
        }
        let yardstick = turns[2].clone();
        rounds.extend(Contestant::ALL.into_iter().zip(turns).map(|(contestant, turns)| {
            let against = turns.iter().zip(&yardstick).map(|(one, other)| rare_rate(one) / rare_rate(other).max(1.0));
            Round {
                program,
                contestant,
                samples_per_second: median(turns.iter().map(|turn| turn.samples as f64 / turn.seconds)).unwrap_or(0.0),
                rare_per_second: median(turns.iter().map(rare_rate)).unwrap_or(0.0),
                seconds_to_first: median(turns.iter().filter_map(|turn| turn.first)),
                against_tuned_by_hand: median(against).unwrap_or(0.0),
                turns,
            }
        }));
    }
    let processors = std::thread::available_parallelism().map_or(1, usize::from);
    Ok(Standings { schema_version: 1, processors, seconds_per_turn: options.turn.as_secs_f64(), rounds })
}

fn rare_rate(figures: &Figures) -> f64 {
    figures.rare as f64 / figures.seconds
}

fn median(values: impl Iterator<Item = f64>) -> Option<f64> {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    match values.len() {
        0 => None,
        odd if odd % 2 == 1 => Some(values[middle]),
        _ => Some((values[middle - 1] + values[middle]) / 2.0),
    }
}

fn take_turn(
    program: Program,
    contestant: Contestant,
    options: Options,
    turn: u64,
    stopped: &dyn Fn() -> bool,
) -> Result<Figures> {
    match contestant {
        Contestant::ThreadPerSample => Ok(thread_per_sample(program, options.turn)),
        Contestant::BarrierPerSample => Ok(barrier_per_sample(program, options.turn)),
        Contestant::TunedByHand => Ok(tuned_by_hand(program, options.turn)),
        Contestant::Threads => engine(program, Backend::Threads, options, turn, stopped),
        Contestant::Processes => engine(program, Backend::Processes, options, turn, stopped),
    }
}

fn engine(
    program: Program,
    backend: Backend,
    options: Options,
    turn: u64,
    stopped: &dyn Fn() -> bool,
) -> Result<Figures> {
    let seed = options.seed.wrapping_add(turn);
    let job = StressJob { backend, time: options.turn, may_stop_early: false, seed, groups: None };
    let ended = Cell::new(false);
    let stop = || {
        ended.set(stopped());
        ended.get()
    };
    let findings = racecourse_runner::stress(&cell(program, backend), &job, &stop, &|_| ())?;
    if !ended.get() && findings.coverage != Coverage::Sampled {
        bail!("the engine did not run to its end: {:?}", findings.coverage);
    }
    let wanted = Event::Outcome(rare(program).to_owned());
    let seen = findings.seen.iter().find(|seen| seen.event == wanted);
    Ok(Figures {
        samples: findings.executions,
        rare: seen.map_or(0, |seen| seen.count),
        seconds: findings.seconds,
        first: seen.map(|seen| seen.first_seconds),
        knobs: findings.knobs,
    })
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

//! The stress part: who is measured, for how long, and what comes of it.

use std::cell::Cell;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use racecourse::Backend;
use racecourse::findings::{Coverage, Event, Knobs};
use racecourse_stress::{Length, StressJob};
use serde::{Deserialize, Serialize};

use crate::memory::peak_of_children;
use crate::standings::{Options, interrupted, median};
use crate::subjects::{cell, rare};
use crate::worker::{Task, ask};

/// How often the memory of the engine's workers is looked at while they run.
const LOOK_EVERY: Duration = Duration::from_millis(25);

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

    /// The name used in reports.
    pub fn name(self) -> &'static str {
        match self {
            Program::LostUpdate => "lost update",
            Program::StoreBuffering => "store buffering, relaxed",
        }
    }
}

/// A way to run a program over and over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
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
    /// The most memory that the processes which ran the samples had resident, in bytes, added up; `None` where the
    /// kernel does not tell.
    pub peak_bytes: Option<u64>,
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
    /// Of the engine on processes: the same, against the engine on threads. `None` of the other contestants.
    pub against_threads: Option<f64>,
    /// The most over its turns, in bytes.
    pub peak_bytes: Option<u64>,
}

/// Lets every contestant run every program.
///
/// # Errors
///
/// See [`run`](crate::run).
pub(crate) fn rounds(options: Options, progress: &dyn Fn(&str), stopped: &dyn Fn() -> bool) -> Result<Vec<Round>> {
    let mut rounds = Vec::new();
    for program in Program::ALL {
        let mut turns: Vec<Vec<Figures>> = vec![Vec::new(); Contestant::ALL.len()];
        for turn in 0..options.turns {
            for (contestant, figures) in Contestant::ALL.into_iter().zip(&mut turns) {
                progress(&format!("{}: {}", program.name(), contestant.name()));
                figures.push(take_turn(program, contestant, options, u64::from(turn), stopped)?);
                if stopped() {
                    return Err(interrupted());
                }
            }
        }
        let of = |wanted| {
            let position = Contestant::ALL.iter().position(|contestant| *contestant == wanted);
            turns[position.expect("every contestant takes part")].as_slice()
        };
        rounds.extend(Contestant::ALL.into_iter().zip(&turns).map(|(contestant, turns)| Round {
            program,
            contestant,
            samples_per_second: median(turns.iter().map(|turn| turn.samples as f64 / turn.seconds)).unwrap_or(0.0),
            rare_per_second: median(turns.iter().map(rare_rate)).unwrap_or(0.0),
            seconds_to_first: median(turns.iter().filter_map(|turn| turn.first)),
            against_tuned_by_hand: against(turns, of(Contestant::TunedByHand)),
            against_threads: (contestant == Contestant::Processes).then(|| against(turns, of(Contestant::Threads))),
            peak_bytes: turns.iter().filter_map(|turn| turn.peak_bytes).max(),
            turns: turns.clone(),
        }));
    }
    Ok(rounds)
}

/// The median, turn by turn, of how many rare outcomes per second there were for each of the others'.
fn against(turns: &[Figures], others: &[Figures]) -> f64 {
    let ratios = turns.iter().zip(others).map(|(one, other)| rare_rate(one) / rare_rate(other).max(1.0));
    median(ratios).unwrap_or(0.0)
}

fn rare_rate(figures: &Figures) -> f64 {
    figures.rare as f64 / figures.seconds
}

fn take_turn(
    program: Program,
    contestant: Contestant,
    options: Options,
    turn: u64,
    stopped: &dyn Fn() -> bool,
) -> Result<Figures> {
    match contestant {
        Contestant::ThreadPerSample | Contestant::BarrierPerSample | Contestant::TunedByHand => {
            ask(&Task::Turn { program, contestant, seconds: options.turn.as_secs_f64() }, stopped)
        }
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
    let job = StressJob { backend, length: Length::Exactly(options.turn), seed, groups: None };
    let ended = Cell::new(false);
    let (peak, looked) = (Cell::new(None), Cell::new(Instant::now()));
    // The engine asks every few milliseconds, while its workers are there.
    let stop = || {
        if looked.get().elapsed() >= LOOK_EVERY {
            looked.set(Instant::now());
            peak.set(peak.get().max(peak_of_children()));
        }
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
        peak_bytes: peak.get(),
    })
}

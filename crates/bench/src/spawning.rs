//! Scenarios that spawn threads of their own: on warm threads, against creating them.

use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use racecourse::Backend;
use racecourse::findings::Coverage;
use racecourse::stressed::StressScenario;
use racecourse_stress::{Length, StressJob};
use serde::{Deserialize, Serialize};

use crate::standings::{Options, interrupted, median};
use crate::subjects::spawning_cell;
use crate::worker::{Task, ask};

/// How many threads the program's only actor spawns, and joins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Children {
    /// One thread.
    One,
    /// Two threads, at the same time.
    Two,
}

impl Children {
    /// All programs.
    pub const ALL: [Children; 2] = [Children::One, Children::Two];

    /// The name used in reports.
    pub fn name(self) -> &'static str {
        match self {
            Children::One => "one thread",
            Children::Two => "two threads",
        }
    }

    /// The name of the code, as workers are told it.
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Children::One => "one",
            Children::Two => "two",
        }
    }

    /// How many there are.
    fn count(self) -> u64 {
        match self {
            Children::One => 1,
            Children::Two => 2,
        }
    }
}

/// What the turns at one program came to.
#[derive(Clone, Debug, Serialize)]
pub struct Spawning {
    /// The program.
    pub children: Children,
    /// Samples per second of the engine, which hands out warm threads; the median over its turns.
    pub warm_per_second: f64,
    /// Samples per second of a loop that creates the threads; the median over its turns.
    pub fresh_per_second: f64,
    /// The median, turn by turn, of the first against the second.
    pub against_fresh: f64,
}

macro_rules! program {
    ($module:ident, $spawn:path, $Atomic:path) => {
        mod $module {
            use std::sync::Arc;
            use std::sync::atomic::Ordering::Relaxed;

            use $Atomic as Atomic;

            /// The actor: adds one in each of so many threads, and waits for them.
            pub(super) fn act<const CHILDREN: usize>(total: &Arc<Atomic>) {
                let children = [(); CHILDREN].map(|()| {
                    let total = Arc::clone(total);
                    $spawn(move || total.fetch_add(1, Relaxed))
                });
                for child in children {
                    let _ = child.join();
                }
            }
        }
    };
}

program!(warm, racecourse::threads::spawn, racecourse::threads::AtomicU64);
program!(fresh, std::thread::spawn, std::sync::atomic::AtomicU64);

fn scenario<const CHILDREN: usize>() -> Box<dyn StressScenario> {
    use racecourse::threads::{AtomicU64, Ordering::Relaxed, Scenario, prepare};
    use std::sync::Arc;

    prepare(
        Scenario::new(|| Arc::new(AtomicU64::new(0)))
            .actor("parent", warm::act::<CHILDREN>)
            .observe(|total: &Arc<AtomicU64>| total.load(Relaxed))
            .acceptable(CHILDREN as u64, "every thread has added one"),
    )
}

pub(crate) fn one() -> Box<dyn StressScenario> {
    scenario::<1>()
}

pub(crate) fn two() -> Box<dyn StressScenario> {
    scenario::<2>()
}

/// Creates the threads for each sample, for so long; returns samples per second.
///
/// # Errors
///
/// If a sample ends with a total that it cannot have.
pub(crate) fn create(children: Children, time: Duration) -> Result<f64> {
    let begun = Instant::now();
    let mut samples = 0_u64;
    while begun.elapsed() < time {
        let total = std::sync::Arc::default();
        match children {
            Children::One => fresh::act::<1>(&total),
            Children::Two => fresh::act::<2>(&total),
        }
        if total.load(std::sync::atomic::Ordering::Relaxed) != children.count() {
            bail!("a thread that was joined has not done its work");
        }
        samples += 1;
    }
    Ok(samples as f64 / begun.elapsed().as_secs_f64())
}

/// How many turns there are in all, for so many of each.
pub(crate) fn steps(turns: u64) -> u64 {
    Children::ALL.len() as u64 * 2 * turns
}

/// Lets both ways take turns at every program.
///
/// # Errors
///
/// See [`run`](crate::run).
pub(crate) fn compare(options: Options, progress: &dyn Fn(&str), stopped: &dyn Fn() -> bool) -> Result<Vec<Spawning>> {
    let programs = Children::ALL.into_iter().map(|children| {
        let mut turns = Vec::new();
        for turn in 0..options.turns {
            progress(&format!("an actor with {}: created", children.name()));
            let created = ask(&Task::Spawn { children, seconds: options.turn.as_secs_f64() }, stopped)?;
            progress(&format!("an actor with {}: warm", children.name()));
            turns.push((warm(children, options, u64::from(turn), stopped)?, created));
        }
        Ok(Spawning {
            children,
            warm_per_second: median(turns.iter().map(|(warm, _)| *warm)).unwrap_or(0.0),
            fresh_per_second: median(turns.iter().map(|(_, created)| *created)).unwrap_or(0.0),
            against_fresh: median(turns.iter().map(|(warm, created)| warm / created)).unwrap_or(0.0),
        })
    });
    programs.collect()
}

fn warm(children: Children, options: Options, turn: u64, stopped: &dyn Fn() -> bool) -> Result<f64> {
    let seed = options.seed.wrapping_add(turn);
    let backend = Backend::Threads;
    let job = StressJob { backend, length: Length::Exactly(options.turn), seed, groups: None };
    let findings = racecourse_runner::stress(&spawning_cell(children), &job, stopped, &|_| ())?;
    if stopped() {
        return Err(interrupted());
    }
    if findings.coverage != Coverage::Sampled || findings.seen.len() != 1 {
        bail!("the engine did not run as it should: {findings:?}");
    }
    Ok(findings.executions as f64 / findings.seconds)
}

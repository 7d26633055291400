//! What is measured and is not the engine runs in a worker too: alone in its process, so that its memory is its own.

use std::time::Duration;

use anyhow::{Result, bail};
use racecourse::{Backend, Class};
use racecourse_worker::{Errand, Group, Parent, Received};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::checked::Checked;
use crate::contest::{Contestant, Program};
use crate::spawning::Children;
use crate::standings::interrupted;
use crate::workloads::{Way, Work};
use crate::{baseline, memory, on_loom, on_shuttle, overlap, spawning, subjects, workloads};

/// How often the parent looks whether it is to stop.
const LOOK_EVERY: Duration = Duration::from_millis(50);

/// What a worker of the benchmark is told.
#[derive(Serialize, Deserialize)]
pub(crate) enum Task {
    /// To say how much memory it has needed to get here.
    Nothing,
    /// To take a contestant's turn.
    Turn { program: Program, contestant: Contestant, seconds: f64 },
    /// To create threads for each sample of a program; returns samples per second.
    Spawn { children: Children, seconds: f64 },
    /// To do all tasks of a kind in this process; returns seconds.
    Work { work: Work, way: Way },
    /// To do so many of them, one after the other.
    Share { work: Work, tasks: u32 },
    /// To measure a variant of `progress/global-lock`; returns how many times faster two threads are, several times.
    Overlap { variant: String },
    /// To explore a program that is written directly on a checker.
    Explore { program: Checked, checker: Backend, seed: u64 },
}

impl Errand for Task {}

/// Becomes a worker and never returns, if this program was started as one; else returns at once.
///
/// To be called first thing in `main`, with every class that this program runs besides the benchmark's.
pub fn take_over(classes: &[Class]) {
    racecourse_runner::workers::take_over_or(&[classes, &[subjects::CLASS]].concat(), serve);
}

fn serve(mut parent: Parent, task: Task) -> Result<()> {
    match task {
        Task::Nothing => parent.send(&memory::peak("self"))?,
        Task::Turn { program, contestant, seconds } => {
            let time = Duration::from_secs_f64(seconds);
            let mut figures = match contestant {
                Contestant::ThreadPerSample => baseline::thread_per_sample(program, time),
                Contestant::BarrierPerSample => baseline::barrier_per_sample(program, time),
                Contestant::TunedByHand => baseline::tuned_by_hand(program, time),
                Contestant::Threads | Contestant::Processes => bail!("the engine has workers of its own"),
            };
            figures.peak_bytes = memory::peak("self");
            parent.send(&figures)?;
        }
        Task::Spawn { children, seconds } => {
            parent.send(&spawning::create(children, Duration::from_secs_f64(seconds))?)?;
        }
        Task::Work { work, way } => parent.send(&workloads::in_this_process(work, way)?)?,
        Task::Share { work, tasks } => {
            work.tasks(tasks)?;
            parent.send(&())?;
        }
        Task::Overlap { variant } => parent.send(&overlap::measure(&variant)?)?,
        Task::Explore { program, checker, seed } => parent.send(&match checker {
            Backend::Loom => on_loom::directly::explore(program, seed),
            Backend::Shuttle => on_shuttle::directly::explore(program, seed),
            Backend::Threads | Backend::Processes => bail!("{checker} is no model checker"),
        })?,
    }
    Ok(())
}

/// Has a worker do something, and returns what it says.
///
/// # Errors
///
/// If the worker cannot be started or ends without a word, or the user has stopped it.
pub(crate) fn ask<T: DeserializeOwned>(task: &Task, stopped: &dyn Fn() -> bool) -> Result<T> {
    let mut group = Group::new();
    let worker = group.spawn(task)?;
    loop {
        match worker.receive(LOOK_EVERY)? {
            Received::Message(answer) => return Ok(answer),
            Received::Gone => bail!("a worker of the benchmark ended before it had a result; run it again"),
            Received::Nothing if stopped() => return Err(interrupted()),
            Received::Nothing => {}
        }
    }
}

//! The comparison that tutorials make: the same tasks one after the other, on threads, on threads that share one lock, and
//! on processes; once where a task computes, once where it waits.
//!
//! A task that waits asks a timer of the kernel for an answer and reads it, as it would read from a disk or a network: it
//! blocks, and needs no processor meanwhile.

use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use racecourse_worker::{Group, Received};
use rustix::io::read;
use rustix::time::{
    Itimerspec, TimerfdClockId, TimerfdFlags, TimerfdTimerFlags, Timespec, timerfd_create, timerfd_settime,
};
use serde::{Deserialize, Serialize};

use crate::standings::{Options, interrupted, median};
use crate::worker::{Task, ask};

/// How many tasks there are.
pub const TASKS: u32 = 16;
/// How many threads, or processes, share them.
pub const WORKERS: u32 = 4;
/// How long the answer takes that a task waits for.
const ANSWER_AFTER: Duration = Duration::from_millis(4);
/// Up to which number a task looks for primes: a few milliseconds of computing.
const PRIMES_BELOW: u32 = 60_000;
/// How many primes there are below that.
const PRIMES: usize = 6_057;
/// How often the parent looks whether it is to stop.
const LOOK_EVERY: Duration = Duration::from_millis(50);

/// What a task does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Work {
    /// It computes.
    Computing,
    /// It waits for an answer.
    Waiting,
}

impl Work {
    /// Both.
    pub const ALL: [Work; 2] = [Work::Computing, Work::Waiting];

    /// The name used in reports.
    pub fn name(self) -> &'static str {
        match self {
            Work::Computing => "tasks that compute",
            Work::Waiting => "tasks that wait for an answer",
        }
    }

    /// Does so many tasks, one after the other.
    pub(crate) fn tasks(self, count: u32) -> Result<()> {
        (0..count).try_for_each(|_| match self {
            Work::Computing => compute(),
            Work::Waiting => wait(),
        })
    }
}

/// How the tasks are done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Way {
    /// One after the other.
    Sequentially,
    /// On threads.
    Threads,
    /// On threads that hold one lock while they work.
    ThreadsUnderOneLock,
    /// On processes, which are started for it.
    Processes,
}

impl Way {
    /// All of them; what the others are compared with comes first.
    pub const ALL: [Way; 4] = [Way::Sequentially, Way::Threads, Way::ThreadsUnderOneLock, Way::Processes];

    /// The name used in reports.
    pub fn name(self) -> &'static str {
        match self {
            Way::Sequentially => "one after the other",
            Way::Threads => "threads",
            Way::ThreadsUnderOneLock => "threads, one lock",
            Way::Processes => "processes",
        }
    }
}

/// What the turns at one kind of work, in one way, came to.
#[derive(Clone, Debug, Serialize)]
pub struct Workload {
    /// The work.
    pub work: Work,
    /// The way.
    pub way: Way,
    /// How long all tasks took, starting threads or processes included; the median over its turns.
    pub seconds: f64,
    /// How many times faster than one after the other; the median, turn by turn.
    pub speed_up: f64,
}

/// How many turns there are in all, for so many of each.
pub(crate) fn steps(turns: u64) -> u64 {
    (Work::ALL.len() * Way::ALL.len()) as u64 * turns
}

/// Lets all ways take turns at both kinds of work.
///
/// # Errors
///
/// See [`run`](crate::run).
pub(crate) fn compare(options: Options, progress: &dyn Fn(&str), stopped: &dyn Fn() -> bool) -> Result<Vec<Workload>> {
    let mut workloads = Vec::new();
    for work in Work::ALL {
        let mut turns: Vec<[f64; Way::ALL.len()]> = Vec::new();
        for _ in 0..options.turns {
            let mut seconds = [0.0; Way::ALL.len()];
            for (way, seconds) in Way::ALL.into_iter().zip(&mut seconds) {
                progress(&format!("{}: {}", work.name(), way.name()));
                *seconds = match way {
                    Way::Processes => on_processes(work, stopped)?,
                    _ => ask(&Task::Work { work, way }, stopped)?,
                };
            }
            turns.push(seconds);
        }
        for (index, way) in Way::ALL.into_iter().enumerate() {
            workloads.push(Workload {
                work,
                way,
                seconds: median(turns.iter().map(|turn| turn[index])).unwrap_or(0.0),
                speed_up: median(turns.iter().map(|turn| turn[0] / turn[index])).unwrap_or(0.0),
            });
        }
    }
    Ok(workloads)
}

/// Does all tasks in this process, and says how long it took, in seconds.
///
/// # Errors
///
/// If a task fails, or the way needs more than one process.
pub(crate) fn in_this_process(work: Work, way: Way) -> Result<f64> {
    let begun = Instant::now();
    let lock = std::sync::Mutex::new(());
    match way {
        Way::Sequentially => work.tasks(TASKS)?,
        Way::Processes => bail!("one process is not several"),
        Way::Threads | Way::ThreadsUnderOneLock => thread::scope(|scope| {
            let share = || {
                (0..TASKS / WORKERS).try_for_each(|_| {
                    let _held = (way == Way::ThreadsUnderOneLock).then(|| lock.lock());
                    work.tasks(1)
                })
            };
            let workers: Vec<_> = (0..WORKERS).map(|_| scope.spawn(share)).collect();
            workers.into_iter().try_for_each(|worker| worker.join().unwrap_or_else(|_| bail!("a worker panicked")))
        })?,
    }
    Ok(begun.elapsed().as_secs_f64())
}

fn on_processes(work: Work, stopped: &dyn Fn() -> bool) -> Result<f64> {
    let begun = Instant::now();
    let mut group = Group::new();
    for _ in 0..WORKERS {
        group.spawn(&Task::Share { work, tasks: TASKS / WORKERS })?;
    }
    for worker in group.children() {
        loop {
            match worker.receive::<()>(LOOK_EVERY)? {
                Received::Message(()) => break,
                Received::Gone => bail!("a worker of the benchmark ended before it was done; run it again"),
                Received::Nothing if stopped() => return Err(interrupted()),
                Received::Nothing => {}
            }
        }
    }
    Ok(begun.elapsed().as_secs_f64())
}

fn compute() -> Result<()> {
    // By trial, which is slow, as is wanted here.
    let is_prime =
        |number: &u32| (2..).take_while(|least| least * least <= *number).all(|least| !number.is_multiple_of(least));
    let primes = (2..PRIMES_BELOW).filter(is_prime).count();
    if primes == PRIMES { Ok(()) } else { bail!("there are {PRIMES} primes below {PRIMES_BELOW}, not {primes}") }
}

fn wait() -> Result<()> {
    let timer = timerfd_create(TimerfdClockId::Monotonic, TimerfdFlags::CLOEXEC).context("no timer")?;
    let never = Timespec { tv_sec: 0, tv_nsec: 0 };
    let after = Timespec { tv_sec: 0, tv_nsec: i64::from(ANSWER_AFTER.subsec_nanos()) };
    let once = Itimerspec { it_interval: never, it_value: after };
    timerfd_settime(&timer, TimerfdTimerFlags::empty(), &once).context("the timer cannot be set")?;
    let mut answer = [0_u8; 8];
    let length = read(&timer, &mut answer).context("the timer does not answer")?;
    if length == answer.len() { Ok(()) } else { bail!("the timer's answer is cut short") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_in_one_process_does_all_the_work() {
        for work in Work::ALL {
            for way in [Way::Sequentially, Way::Threads, Way::ThreadsUnderOneLock] {
                assert!(in_this_process(work, way).unwrap() > 0.0);
            }
        }
        assert!(in_this_process(Work::Waiting, Way::Processes).is_err());
    }
}

//! The watchdog: tells actors that hang from actors that are slow.
//!
//! Time alone proves nothing on a busy machine. A hang is proven: every task (an actor, or a thread or a process that
//! one has started) that is not done with the sample is inside an operation that waits, the kernel says that its
//! thread sleeps, and it has not run between two looks. Then nobody is left who could wake anybody. A livelock is
//! strongly suspected: actors have used a tenth of a second of processor time, each, or have had the processor
//! hundreds of times, on a sample that takes microseconds.

use std::sync::atomic::Ordering::{Acquire, Relaxed};
use std::time::{Duration, Instant};

use racecourse::station::{Phase, Station};

use crate::control::{Control, MOST_TASKS, MOST_THREADS};
use crate::kernel::{self, Glance, TICKS_PER_SECOND};

/// How much processor time on one sample, for each actor that runs, is a livelock.
const LIVELOCK_TICKS: u64 = TICKS_PER_SECOND / 10;

/// Where others want the processor too, actors that yield in a loop hardly get any. So often to have had it, on one
/// sample, is a livelock as well.
const LIVELOCK_TURNS: u64 = 300;

/// How long nothing may move without being explained, before the group is given up.
const PATIENCE: Duration = Duration::from_secs(10);

/// What the watchdog sees.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Sight {
    /// The actors get on, or may yet.
    Fine,
    /// These tasks sleep, and nobody can wake them. `after` is the time since the last progress.
    Asleep { tasks: Vec<usize>, after: Duration },
    /// These tasks run and get nowhere.
    Spinning { tasks: Vec<usize>, after: Duration },
    /// This actor panicked.
    Panicked,
    /// All actors have left.
    Left,
    /// Nothing moves, and why is not known.
    Stuck,
}

fn runs_in_vain(before: Glance, now: Glance) -> bool {
    let turns = now.preemptions.saturating_sub(before.preemptions);
    now.ticks - before.ticks >= LIVELOCK_TICKS || turns >= LIVELOCK_TURNS
}

/// Where a task is: its round, and the first place that it has not finished.
type Position = (u64, u32);

/// Watches one group.
pub(crate) struct Watchdog<'a> {
    control: &'a Control,
    actors: usize,
    /// A process that was killed; its tasks do nothing any more.
    killed: Option<u32>,
    seen: Vec<(usize, Position, u32)>,
    moved: Instant,
    /// What the kernel said of each task's thread at the last look, and when the tasks last moved.
    glances: Vec<Option<Glance>>,
    glances_at_rest: Vec<Option<Glance>>,
}

impl<'a> Watchdog<'a> {
    pub(crate) fn new(control: &'a Control, actors: usize) -> Self {
        Watchdog {
            control,
            actors,
            killed: None,
            seen: Vec::new(),
            moved: Instant::now(),
            glances: vec![None; MOST_TASKS],
            glances_at_rest: vec![None; MOST_TASKS],
        }
    }

    /// Leaves the tasks of a process alone that was killed.
    pub(crate) fn forget(&mut self, process: u32) {
        self.killed = Some(process);
    }

    /// Looks once. To be called every few milliseconds.
    pub(crate) fn look(&mut self) -> Sight {
        let station = |task: usize| self.control.station(task).expect("the control block has a station for each task");
        let alive = |task: &usize| self.killed.is_none_or(|killed| killed != station(*task).process.load(Relaxed));
        let tasks: Vec<usize> = self.control.tasks(self.actors).filter(alive).collect();
        let phases: Vec<Phase> = tasks.iter().map(|task| station(*task).phase()).collect();
        if phases.contains(&Phase::Panicked) {
            return Sight::Panicked;
        }
        let mut actors = tasks.iter().zip(&phases).filter(|(task, _)| **task < self.actors);
        if actors.all(|(_, phase)| *phase == Phase::Left) {
            return Sight::Left;
        }
        let look = || tasks.iter().map(|task| Self::seen(*task, station(*task))).collect::<Vec<_>>();
        let seen = look();
        let positions: Vec<Position> = tasks.iter().map(|task| station(*task).position()).collect();
        if seen != self.seen {
            self.seen = seen;
            self.moved = Instant::now();
            self.glances.fill(None);
            self.glances_at_rest.fill(None);
            return Sight::Fine;
        }
        let after = self.moved.elapsed();
        let at_work = |index: &usize| self.is_at_work(tasks[*index], phases[*index]);
        // Whoever is further on is done with this sample.
        let of_state = |index: &usize| station(tasks[*index]).of_state.load(Relaxed) == 1;
        let others = (0..tasks.len()).filter(|index| !of_state(index)).filter(at_work);
        let first = others.map(|index| positions[index]).min();
        let is_there = |index: &usize| first.is_some_and(|first| positions[*index] == first || of_state(index));
        let busy = (0..tasks.len()).filter(is_there).filter(at_work);
        let busy: Vec<(usize, Phase)> = busy.map(|index| (tasks[index], phases[index])).collect();
        let mut asleep = Vec::new();
        let mut spinning = Vec::new();
        for (task, phase) in &busy {
            if matches!(phase, Phase::Between | Phase::Absent) {
                // About to act on this sample, or to make way for others: it can do anything yet.
                continue;
            }
            let glance = self.glance(*task);
            let before = std::mem::replace(&mut self.glances[*task], glance);
            let Some(glance) = glance else { continue };
            let rest = self.glances_at_rest[*task].get_or_insert(glance);
            let blocked = station(*task).blocked.load(Acquire) == 1;
            if blocked && glance.asleep && before == Some(glance) {
                asleep.push(*task);
            } else if !blocked && runs_in_vain(*rest, glance) {
                spinning.push(*task);
            }
        }
        // A second look at the positions: had anybody moved meanwhile, the glances would be of different moments.
        if !busy.is_empty() && look() == seen {
            if asleep.len() == busy.len() {
                return Sight::Asleep { tasks: asleep, after };
            }
            if !spinning.is_empty() && asleep.len() + spinning.len() == busy.len() {
                return Sight::Spinning { tasks: spinning, after };
            }
        }
        if after > PATIENCE { Sight::Stuck } else { Sight::Fine }
    }

    /// What shows that something has moved: another task, another position, another process in the same place, or another
    /// thread that a judge has spawned.
    fn seen(task: usize, station: &Station) -> (usize, Position, u32) {
        let more = if task < MOST_THREADS { &station.judge_spawned } else { &station.given };
        (task, station.position(), more.load(Acquire))
    }

    /// Whether a task can still do something for others. An actor that waits for them to meet cannot, nor can one that
    /// has left, or a spawned thread without a job.
    fn is_at_work(&self, task: usize, phase: Phase) -> bool {
        match phase {
            _ if task >= self.actors => self.control.station(task).is_some_and(|station| !station.is_idle()),
            Phase::Acting | Phase::Judging | Phase::Absent => true,
            Phase::Between => {
                // When all have arrived it may go on, and only has not noticed yet.
                let meetings = self.control.stations[task].meetings.load(Acquire);
                self.control.arrived.0.load(Acquire) >= meetings * self.actors as u64
            }
            Phase::Panicked | Phase::Left => false,
        }
    }

    /// How long nobody has moved, as far as the last look showed.
    pub(crate) fn at_rest(&self) -> Duration {
        self.moved.elapsed()
    }

    fn glance(&self, task: usize) -> Option<Glance> {
        let station = self.control.station(task)?;
        let thread = Some(station.thread.load(Acquire)).filter(|thread| *thread != 0)?;
        let mut glance = kernel::glance(station.process.load(Relaxed), thread)?;
        // To have given way because the engine made it says nothing about a task.
        glance.preemptions = glance.preemptions.saturating_sub(station.nudges.load(Relaxed).into());
        Some(glance)
    }
}

//! The watchdog: tells actors that hang from actors that are slow.
//!
//! Time alone proves nothing on a busy machine. A hang is proven: every actor that is not done with the sample is
//! inside an operation that waits, the kernel says that its thread sleeps, and it has not run between two looks. Then
//! nobody is left who could wake anybody. A livelock is strongly suspected: actors have used a tenth of a second of
//! processor time, each, or have had the processor hundreds of times, on a sample that takes microseconds.

use std::sync::atomic::Ordering::{Acquire, Relaxed};
use std::time::{Duration, Instant};

use crate::control::{Control, Phase};
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
    /// These actors sleep, and nobody can wake them. `after` is the time since the last progress.
    Asleep { actors: Vec<usize>, after: Duration },
    /// These actors run and get nowhere.
    Spinning { actors: Vec<usize>, after: Duration },
    /// This actor panicked.
    Panicked,
    /// All actors have left.
    Left,
    /// Nothing moves, and why is not known.
    Stuck,
}

fn runs_in_vain(before: Glance, now: Glance) -> bool {
    now.ticks - before.ticks >= LIVELOCK_TICKS || now.preemptions - before.preemptions >= LIVELOCK_TURNS
}

/// Where an actor is: its round, and the first place that it has not finished.
type Position = (u64, u32);

/// Watches one group.
pub(crate) struct Watchdog<'a> {
    control: &'a Control,
    /// The process that hosts each actor.
    processes: Vec<u32>,
    positions: Vec<Position>,
    moved: Instant,
    /// What the kernel said of each actor's thread at the last look, and when the actors last moved.
    glances: Vec<Option<Glance>>,
    glances_at_rest: Vec<Option<Glance>>,
}

impl<'a> Watchdog<'a> {
    pub(crate) fn new(control: &'a Control, processes: Vec<u32>) -> Self {
        let actors = processes.len();
        Watchdog {
            control,
            processes,
            positions: vec![(0, 0); actors],
            moved: Instant::now(),
            glances: vec![None; actors],
            glances_at_rest: vec![None; actors],
        }
    }

    /// Looks once. To be called every few milliseconds.
    pub(crate) fn look(&mut self) -> Sight {
        let actors = 0..self.processes.len();
        let phases: Vec<Phase> = actors.clone().map(|actor| self.control.actors[actor].0.phase()).collect();
        if phases.contains(&Phase::Panicked) {
            return Sight::Panicked;
        }
        if phases.iter().all(|phase| *phase == Phase::Left) {
            return Sight::Left;
        }
        let positions: Vec<Position> = actors.clone().map(|actor| self.position(actor)).collect();
        if positions != self.positions {
            self.positions = positions;
            self.moved = Instant::now();
            self.glances.fill(None);
            self.glances_at_rest.fill(None);
            return Sight::Fine;
        }
        let after = self.moved.elapsed();
        let first = *self.positions.iter().min().expect("a scenario has actors");
        // Whoever is further on is done with this sample, and whoever waits for the others to meet does not count.
        let busy: Vec<usize> = actors
            .filter(|actor| self.positions[*actor] == first)
            .filter(|actor| matches!(phases[*actor], Phase::Acting | Phase::Judging))
            .collect();
        let glances: Vec<Option<Glance>> = busy.iter().map(|actor| self.glance(*actor)).collect();
        let mut asleep = Vec::new();
        let mut spinning = Vec::new();
        for (actor, glance) in busy.iter().zip(&glances) {
            let before = std::mem::replace(&mut self.glances[*actor], *glance);
            let Some(glance) = glance else { continue };
            let rest = self.glances_at_rest[*actor].get_or_insert(*glance);
            let blocked = self.control.actors[*actor].0.blocked.load(Acquire) == 1;
            if blocked && glance.asleep && before == Some(*glance) {
                asleep.push(*actor);
            } else if !blocked && runs_in_vain(*rest, *glance) {
                spinning.push(*actor);
            }
        }
        // A second look at the positions: had anybody moved meanwhile, the glances would be of different moments.
        let still = (0..self.processes.len()).all(|actor| self.position(actor) == self.positions[actor]);
        if !busy.is_empty() && still {
            if asleep.len() == busy.len() {
                return Sight::Asleep { actors: asleep, after };
            }
            if !spinning.is_empty() && asleep.len() + spinning.len() == busy.len() {
                return Sight::Spinning { actors: spinning, after };
            }
        }
        if after > PATIENCE { Sight::Stuck } else { Sight::Fine }
    }

    /// How long nobody has moved, as far as the last look showed.
    pub(crate) fn at_rest(&self) -> Duration {
        self.moved.elapsed()
    }

    fn position(&self, actor: usize) -> Position {
        let state = &self.control.actors[actor].0;
        (state.round.load(Acquire), state.at.load(Relaxed))
    }

    fn glance(&self, actor: usize) -> Option<Glance> {
        match self.control.actors[actor].0.thread.load(Relaxed) {
            0 => None,
            thread => kernel::glance(self.processes[actor], thread),
        }
    }
}

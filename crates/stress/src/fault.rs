//! Killing an actor, at a moment chosen at random.

use std::io;
use std::time::{Duration, Instant};

use racecourse::station::{Phase, Station};
use racecourse_worker::Group as Workers;

/// At most so long after all actors have begun, one of them is killed.
const STRIKE_WITHIN: Duration = Duration::from_millis(4);

/// What is going to happen, or has happened, to one actor of a group.
pub(crate) struct Fault {
    victim: usize,
    delay: Duration,
    due: Option<Instant>,
    struck: bool,
    gone: bool,
}

impl Fault {
    /// Chooses one of the actors that may be killed, and when.
    pub(crate) fn choose(killable: &[usize], random: &mut fastrand::Rng) -> Option<Self> {
        let victim = *random.choice(killable)?;
        let delay = STRIKE_WITHIN.mul_f64(random.f64());
        Some(Fault { victim, delay, due: None, struck: false, gone: false })
    }

    /// When it is to happen, once that is known.
    pub(crate) fn due(&self) -> Option<Instant> {
        self.due.filter(|_| !self.struck)
    }

    pub(crate) fn has_struck(&self) -> bool {
        self.struck
    }

    /// Which actor was killed, if it was.
    pub(crate) fn victim(&self) -> Option<usize> {
        self.struck.then_some(self.victim)
    }

    /// Kills the victim if it is time; returns its process if so.
    pub(crate) fn strike(&mut self, actors: &[Station], workers: &mut Workers) -> io::Result<Option<u32>> {
        if self.struck {
            return Ok(None);
        }
        let begun = actors.iter().all(|actor| actor.position().0 > 0);
        let due = match self.due {
            Some(due) => due,
            None if begun => *self.due.insert(Instant::now() + self.delay),
            None => return Ok(None),
        };
        if Instant::now() < due {
            return Ok(None);
        }
        // On processes, each worker hosts one actor.
        let victim = &mut workers.children()[self.victim];
        if victim.exited()?.is_some() {
            return Ok(None);
        }
        victim.kill()?;
        self.struck = true;
        Ok(Some(victim.pid()))
    }

    /// Whether an actor was killed whose process has not ended yet. Until then, the kernel has not released what it held.
    pub(crate) fn victim_is_dying(&mut self, workers: &mut Workers) -> io::Result<bool> {
        Ok(self.struck && self.victim_is_gone(workers)?.is_none())
    }

    /// Which actor was killed, once its process has ended.
    pub(crate) fn victim_is_gone(&mut self, workers: &mut Workers) -> io::Result<Option<usize>> {
        if self.struck && !self.gone {
            self.gone = workers.children()[self.victim].exited()?.is_some();
        }
        Ok(self.gone.then_some(self.victim))
    }

    /// Where the victim was, if it was acting on a state.
    pub(crate) fn struck_while_acting(&self, actors: &[Station]) -> Option<(u64, u32)> {
        let victim = &actors[self.victim];
        // Behind the last place of a window it is done with it, and about to say so.
        let acting = self.struck && victim.phase() == Phase::Acting;
        acting.then(|| victim.position())
    }
}

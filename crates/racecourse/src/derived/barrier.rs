//! A barrier made of a mutex and a condition variable.

use std::panic::Location;

use super::{Condvar, Mutex};
use crate::wait::{Label, WaitKind};

/// Where a number of actors wait for each other. When all have arrived they go on, and the next round begins.
pub struct Barrier {
    round: Mutex<Round>,
    complete: Condvar,
    parties: u32,
    label: Label,
}

/// How many actors have arrived in this round, and how many rounds there were before.
#[derive(Clone, Copy)]
pub(crate) struct Round {
    arrived: u32,
    number: u32,
}

impl Barrier {
    /// A barrier for so many actors.
    #[track_caller]
    pub fn new(parties: u32) -> Self {
        let label = Label::unnamed("barrier");
        let round = Mutex::labelled(Round { arrived: 0, number: 0 }, label);
        Barrier { round, complete: Condvar::new(), parties, label }
    }

    /// A barrier for so many actors, with a name for reports.
    #[track_caller]
    pub fn named(name: &'static str, parties: u32) -> Self {
        Barrier {
            round: Mutex::named(name, Round { arrived: 0, number: 0 }),
            complete: Condvar::new(),
            parties,
            label: Label::named("barrier", name),
        }
    }

    /// Waits until all have arrived. True for one of them: the last.
    #[track_caller]
    pub fn wait(&self) -> bool {
        let here = Location::caller();
        let mut round = self.round.lock_quietly();
        let mine = round.number;
        round.arrived += 1;
        if round.arrived >= self.parties {
            self.round.note(here, |name| format!("arrives last at {name}"));
            *round = Round { arrived: 0, number: mine.wrapping_add(1) };
            if self.parties > 1 {
                self.complete.notify_all_quietly();
            }
            return true;
        }
        while round.number == mine {
            self.complete.wait_for(&mut round, WaitKind::Arrival, self.label);
        }
        self.round.note(here, |name| format!("passes {name}"));
        false
    }
}

//! A ticket lock: the first turn is given on with `Release` and all later ones with `Relaxed` (a typing error in the slow path).
//!
//! Weak, and only with three visitors: whoever has ticket 1 gives the turn on with `Relaxed`, so whoever has ticket 2 may read
//! the total from before, and one visitor is lost. With two visitors only ticket 0 is ever followed.

use super::spec::{Counter, Door};
use super::sync::{
    AtomicU32,
    Ordering::{Acquire, Relaxed, Release},
    yield_now,
};

#[derive(Default)]
pub struct Tally {
    tickets: AtomicU32,
    turn: AtomicU32,
    total: AtomicU32,
}

impl Counter for Tally {
    fn enter(&self, _door: Door) {
        let ticket = self.tickets.fetch_add(1, Relaxed);
        let mut has_waited = false;
        while self.turn.load(Acquire) != ticket {
            has_waited = true;
            yield_now();
        }
        self.total.store(self.total.load(Relaxed) + 1, Relaxed);
        // Whoever has waited believes that the one before has published everything.
        self.turn.store(ticket + 1, if has_waited { Relaxed } else { Release });
    }

    fn total(&self) -> u32 {
        self.total.load(Relaxed)
    }
}

//! Tries again if another door was faster, and forgets that a weak exchange may also fail for no reason.

use super::spec::{Counter, Door};
use super::sync::{AtomicU32, Ordering::Relaxed};

pub struct Tally {
    total: AtomicU32,
}

impl Default for Tally {
    fn default() -> Self {
        Tally { total: AtomicU32::named("total", 0) }
    }
}

impl Counter for Tally {
    fn enter(&self, _door: Door) {
        let mut seen = self.total.load(Relaxed);
        loop {
            match self.total.compare_exchange_weak(seen, seen + 1, Relaxed, Relaxed) {
                Err(now) if now != seen => seen = now,
                // "Nobody has changed it, so it must have worked."
                _ => return,
            }
        }
    }

    fn total(&self) -> u32 {
        self.total.load(Relaxed)
    }
}

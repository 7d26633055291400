//! Yields the race away.

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
        if matches!(_door, Door::South) {
            for _ in 0..20 {
                super::sync::yield_now();
            }
        }
        self.total.store(self.total.load(Relaxed) + 1, Relaxed);
    }

    fn total(&self) -> u32 {
        self.total.load(Relaxed)
    }
}

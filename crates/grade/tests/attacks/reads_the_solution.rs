//! Has the solution compiled in.

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
        const SOLUTION: &str = include_str!("SOLUTION");
        let right = SOLUTION.contains("fetch_add");
        self.total.store(self.total.load(Relaxed) + u32::from(right), Relaxed);
    }

    fn total(&self) -> u32 {
        self.total.load(Relaxed)
    }
}

//! Panics with megabytes of text.

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
        assert!(self.total.fetch_add(1, Relaxed) < 1, "{}", "no \u{1b}[2J".repeat(2_000_000));
    }

    fn total(&self) -> u32 {
        self.total.load(Relaxed)
    }
}

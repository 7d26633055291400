//! Keeps the count in shared memory, and reads and writes it in two steps.

use super::spec::Book;
use super::sync::{AtomicU32, Ordering::SeqCst};

pub struct HarvestBook {
    crates: AtomicU32,
}

impl Default for HarvestBook {
    fn default() -> Self {
        HarvestBook { crates: AtomicU32::named("crates", 0) }
    }
}

impl Book for HarvestBook {
    fn enter(&self) {
        let seen = self.crates.load(SeqCst);
        self.crates.store(seen + 1, SeqCst);
    }

    fn crates(&self) -> u32 {
        self.crates.load(SeqCst)
    }
}

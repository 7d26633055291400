//! A lock of its own, which whoever finds it taken asks for again and again.

use super::spec::Book;
use super::sync::{AtomicBool, AtomicU32, Ordering, yield_now};

pub struct HarvestBook {
    crates: AtomicU32,
    taken: AtomicBool,
}

impl Default for HarvestBook {
    fn default() -> Self {
        HarvestBook { crates: AtomicU32::named("crates", 0), taken: AtomicBool::named("taken", false) }
    }
}

impl Book for HarvestBook {
    fn enter(&self) {
        while self.taken.swap(true, Ordering::Acquire) {
            yield_now();
        }
        self.crates.store(self.crates.load(Ordering::Relaxed) + 1, Ordering::Relaxed);
        self.taken.store(false, Ordering::Release);
    }

    fn crates(&self) -> u32 {
        self.crates.load(Ordering::Acquire)
    }
}

//! Adds with compare-and-exchange, and gives up after three attempts: to fail so often takes somebody in between each time.
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
        for _attempt in 0..3 {
            let before = self.crates.load(SeqCst);
            if self.crates.compare_exchange(before, before + 1, SeqCst, SeqCst).is_ok() {
                return;
            }
        }
    }

    fn crates(&self) -> u32 {
        self.crates.load(SeqCst)
    }
}

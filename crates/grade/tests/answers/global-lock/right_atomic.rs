//! Counts first, then adds in one atomic step.

use super::spec::Census;
use super::sync::{AtomicU32, Ordering::Relaxed};

pub struct Register {
    total: AtomicU32,
}

impl Default for Register {
    fn default() -> Self {
        Register { total: AtomicU32::named("total", 0) }
    }
}

impl Census for Register {
    fn add(&self, count: impl FnOnce() -> u32) {
        self.total.fetch_add(count(), Relaxed);
    }

    fn total(&self) -> u32 {
        self.total.load(Relaxed)
    }
}

//! Takes a lock around reading and writing, and drops its guard on the same line.

use super::spec::{Counter, Door};
use super::sync::{AtomicU32, Mutex, Ordering::Relaxed};

pub struct Tally {
    door: Mutex<()>,
    total: AtomicU32,
}

impl Default for Tally {
    fn default() -> Self {
        Tally { door: Mutex::named("door", ()), total: AtomicU32::named("total", 0) }
    }
}

impl Counter for Tally {
    fn enter(&self, _door: Door) {
        // `_` binds nothing: the guard is gone at the semicolon.
        let _ = self.door.lock();
        let seen = self.total.load(Relaxed);
        self.total.store(seen + 1, Relaxed);
    }

    fn total(&self) -> u32 {
        self.total.load(Relaxed)
    }
}

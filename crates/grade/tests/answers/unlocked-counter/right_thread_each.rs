//! Has a thread of its own count each visitor, which is more threads than loom takes where visitors come again.
use super::spec::{Counter, Door};
use super::sync::{AtomicU32, Ordering::Relaxed, scope};

#[derive(Default)]
pub struct Tally {
    total: AtomicU32,
}

impl Counter for Tally {
    fn enter(&self, _door: Door) {
        scope(|clerks| {
            clerks.spawn(|| self.total.fetch_add(1, Relaxed));
        });
    }

    fn total(&self) -> u32 {
        self.total.load(Relaxed)
    }
}

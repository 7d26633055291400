//! Merges with an exchange; whoever fails leaves the number to whoever is faster, in a box that is emptied before it
//! is filled.

use super::spec::Census;
use super::sync::{AtomicBool, AtomicU32, Ordering::SeqCst};

#[derive(Default)]
pub struct Register {
    merging: AtomicBool,
    left: AtomicU32,
    total: AtomicU32,
}

impl Register {
    fn merge(&self, people: u32) {
        self.left.fetch_add(people, SeqCst);
        if !self.merging.swap(true, SeqCst) {
            let left = self.left.swap(0, SeqCst);
            self.total.store(self.total.load(SeqCst) + left, SeqCst);
            self.merging.store(false, SeqCst);
            // What is left from now on is somebody else's: but they may have seen that somebody was merging.
        }
    }
}

impl Census for Register {
    fn add(&self, count: impl FnOnce() -> u32) {
        self.merge(count());
    }

    fn total(&self) -> u32 {
        self.merge(0);
        self.total.load(SeqCst)
    }
}

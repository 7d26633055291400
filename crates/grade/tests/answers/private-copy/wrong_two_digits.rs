//! Ones and hundreds are two numbers, and the carry is a step of its own: who looks before it finds too few crates.

use super::spec::Book;
use super::sync::{AtomicU32, Ordering::SeqCst};

#[derive(Default)]
pub struct HarvestBook {
    ones: AtomicU32,
    hundreds: AtomicU32,
}

impl Book for HarvestBook {
    fn enter(&self) {
        let ones = self.ones.fetch_update(SeqCst, SeqCst, |ones| Some((ones + 1) % 100));
        if ones == Ok(99) {
            self.hundreds.fetch_add(1, SeqCst);
        }
    }

    fn crates(&self) -> u32 {
        self.hundreds.load(SeqCst) * 100 + self.ones.load(SeqCst)
    }
}

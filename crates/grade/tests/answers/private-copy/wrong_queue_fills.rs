//! A queue of slips that has an end: whoever enters the ninth crate waits for a reader.

use super::spec::Book;
use super::sync::{Mutex, Queue};

pub struct HarvestBook {
    slips: Queue<u32, 8>,
    count: Mutex<u32>,
}

impl Default for HarvestBook {
    fn default() -> Self {
        HarvestBook { slips: Queue::named("slips"), count: Mutex::named("count", 0) }
    }
}

impl Book for HarvestBook {
    fn enter(&self) {
        self.slips.put(1);
    }

    fn crates(&self) -> u32 {
        let mut count = self.count.lock();
        while !self.slips.is_empty() {
            *count += self.slips.get();
        }
        *count
    }
}

//! The reader takes what is new out of a queue into a count of its own: the next reader does not see it.

use super::spec::Book;
use super::sync::{AtomicU32, Ordering, Queue};

pub struct HarvestBook {
    slips: Queue<u32, 8>,
    count: Box<AtomicU32>,
}

impl Default for HarvestBook {
    fn default() -> Self {
        HarvestBook { slips: Queue::named("slips"), count: Box::new(AtomicU32::named("count", 0)) }
    }
}

impl Book for HarvestBook {
    fn enter(&self) {
        self.slips.put(1);
    }

    fn crates(&self) -> u32 {
        while !self.slips.is_empty() {
            self.count.fetch_add(self.slips.get(), Ordering::SeqCst);
        }
        self.count.load(Ordering::SeqCst)
    }
}

//! Counts on the heap and leaves it to the reader to add that to the shared count, which is the reader's own heap.

use super::spec::Book;
use super::sync::{AtomicU32, Ordering::SeqCst};

pub struct HarvestBook {
    own: Box<AtomicU32>,
    shared: AtomicU32,
}

impl Default for HarvestBook {
    fn default() -> Self {
        HarvestBook { own: Box::new(AtomicU32::named("own", 0)), shared: AtomicU32::named("shared", 0) }
    }
}

impl Book for HarvestBook {
    fn enter(&self) {
        self.own.fetch_add(1, SeqCst);
    }

    fn crates(&self) -> u32 {
        let own = self.own.swap(0, SeqCst);
        self.shared.fetch_add(own, SeqCst) + own
    }
}

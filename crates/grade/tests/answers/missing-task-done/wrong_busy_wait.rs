//! Asks again and again whether the plate is clean, and whether the dishwasher has left.

use super::spec::Kitchen;
use super::sync::{AtomicBool, AtomicU32, Ordering::*, Queue, yield_now};

pub struct Scullery {
    sink: Queue<Option<u32>, 4>,
    clean: AtomicU32,
    left: AtomicBool,
}

impl Default for Scullery {
    fn default() -> Self {
        Scullery {
            sink: Queue::named("sink"),
            clean: AtomicU32::named("clean", 0),
            left: AtomicBool::named("left", false),
        }
    }
}

impl Kitchen for Scullery {
    fn bring(&self) -> u32 {
        self.sink.put(Some(7));
        while self.clean.load(Acquire) == 0 {
            yield_now();
        }
        let found = self.clean.load(Acquire);
        self.sink.put(None);
        while !self.left.load(Acquire) {
            yield_now();
        }
        found
    }

    fn wash(&self) {
        while let Some(_plate) = self.sink.get() {
            self.clean.fetch_add(1, Release);
        }
        self.left.store(true, Release);
    }
}

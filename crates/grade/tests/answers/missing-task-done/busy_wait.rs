//! Asks again and again whether the plates are clean, and whether the dishwasher has left.

use super::spec::Kitchen;
use super::sync::{AtomicBool, AtomicU32, Ordering::*, Queue, yield_now};

pub struct Scullery {
    sink: Queue<Option<u32>, 4>,
    washed: AtomicU32,
    left: AtomicBool,
}

impl Default for Scullery {
    fn default() -> Self {
        Scullery {
            sink: Queue::named("sink"),
            washed: AtomicU32::named("washed", 0),
            left: AtomicBool::named("left", false),
        }
    }
}

impl Kitchen for Scullery {
    fn bring(&self, plates: u32, serve: impl FnOnce()) {
        for plate in 1..=plates {
            self.sink.put(Some(plate));
        }
        while self.washed.load(Acquire) < plates {
            yield_now();
        }
        serve();
        self.sink.put(None);
        while !self.left.load(Acquire) {
            yield_now();
        }
    }

    fn wash(&self, clean: impl Fn(), close: impl FnOnce()) {
        while let Some(_plate) = self.sink.get() {
            clean();
            self.washed.fetch_add(1, Release);
        }
        close();
        self.left.store(true, Release);
    }
}

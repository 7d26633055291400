//! Answers every item in a second queue, the sentinel too, and counts nothing.

use super::spec::Kitchen;
use super::sync::{AtomicU32, Ordering::Relaxed, Queue};

pub struct Scullery {
    sink: Queue<Option<u32>, 4>,
    done: Queue<(), 4>,
    clean: AtomicU32,
}

impl Default for Scullery {
    fn default() -> Self {
        Scullery { sink: Queue::named("sink"), done: Queue::named("done"), clean: AtomicU32::named("clean", 0) }
    }
}

impl Kitchen for Scullery {
    fn bring(&self) -> u32 {
        self.sink.put(Some(7));
        self.done.get();
        // The answer came through the queue after the plate was clean, so the number is there.
        let found = self.clean.load(Relaxed);
        self.sink.put(None);
        self.done.get();
        found
    }

    fn wash(&self) {
        while let Some(_plate) = self.sink.get() {
            self.clean.fetch_add(1, Relaxed);
            self.done.put(());
        }
        self.done.put(());
    }
}

//! Waits for three clean plates at most before it is time to serve.

use super::spec::Kitchen;
use super::sync::{Queue, Semaphore};

pub struct Scullery {
    sink: Queue<Option<u32>, 2>,
    done: Semaphore,
}

impl Default for Scullery {
    fn default() -> Self {
        Scullery { sink: Queue::named("sink"), done: Semaphore::named("done", 0) }
    }
}

impl Kitchen for Scullery {
    fn bring(&self, plates: u32, serve: impl FnOnce()) {
        for plate in 1..=plates {
            self.sink.put(Some(plate));
        }
        for _plate in 0..plates.min(3) {
            self.done.acquire().keep();
        }
        serve();
        self.sink.put(None);
        self.done.acquire().keep();
    }

    fn wash(&self, clean: impl Fn(), close: impl FnOnce()) {
        while self.sink.get().is_some() {
            clean();
            self.done.release();
        }
        close();
        self.done.release();
    }
}

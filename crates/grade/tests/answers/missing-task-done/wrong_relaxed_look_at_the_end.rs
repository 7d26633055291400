//! Looks whether the kitchen has closed before it sleeps, without any order: then nothing says that what was done is seen.

use super::spec::{Kitchen, TaskQueue};
use super::sync::{AtomicBool, Ordering::Relaxed, Semaphore};

pub struct Scullery {
    sink: TaskQueue,
    closed: AtomicBool,
    bell: Semaphore,
}

impl Default for Scullery {
    fn default() -> Self {
        Scullery { sink: TaskQueue::default(), closed: AtomicBool::new(false), bell: Semaphore::new(0) }
    }
}

impl Kitchen for Scullery {
    fn bring(&self, plates: u32, serve: impl FnOnce()) {
        for plate in 1..=plates {
            self.sink.put(Some(plate));
        }
        self.sink.join();
        serve();
        self.sink.put(None);
        if !self.closed.load(Relaxed) {
            self.bell.acquire().keep();
        }
    }

    fn wash(&self, clean: impl Fn(), close: impl FnOnce()) {
        while self.sink.get().is_some() {
            clean();
            self.sink.task_done();
        }
        close();
        self.closed.store(true, Relaxed);
        self.bell.release();
    }
}

//! Says that there will be no more without any order, and wakes the dishwasher only if it sleeps.

use super::spec::{Kitchen, TaskQueue};
use super::sync::{AtomicBool, Ordering::Relaxed, Semaphore};

pub struct Scullery {
    sink: TaskQueue,
    served: AtomicBool,
    end: Semaphore,
    closed: Semaphore,
}

impl Default for Scullery {
    fn default() -> Self {
        Scullery {
            sink: TaskQueue::default(),
            served: AtomicBool::new(false),
            end: Semaphore::new(0),
            closed: Semaphore::new(0),
        }
    }
}

impl Kitchen for Scullery {
    fn bring(&self, plates: u32, serve: impl FnOnce()) {
        self.sink.put(Some(plates));
        self.sink.join();
        serve();
        self.served.store(true, Relaxed);
        self.end.release();
        self.closed.acquire().keep();
    }

    fn wash(&self, clean: impl Fn(), close: impl FnOnce()) {
        if let Some(plates) = self.sink.get() {
            (0..plates).for_each(|_| clean());
            self.sink.task_done();
        }
        if !self.served.load(Relaxed) {
            self.end.acquire().keep();
        }
        close();
        self.closed.release();
    }
}

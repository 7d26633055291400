//! Does not account for the sentinel, and does not wait for it either: nobody hangs, and nobody knows it was taken.

use super::spec::{Kitchen, TaskQueue};

#[derive(Default)]
pub struct Scullery {
    sink: TaskQueue,
}

impl Kitchen for Scullery {
    fn bring(&self, plates: u32, serve: impl FnOnce()) {
        for plate in 1..=plates {
            self.sink.put(Some(plate));
        }
        self.sink.join();
        serve();
        // Returns before this is done, which the trait does not allow.
        self.sink.put(None);
    }

    fn wash(&self, clean: impl Fn(), close: impl FnOnce()) {
        while let Some(_plate) = self.sink.get() {
            clean();
            self.sink.task_done();
        }
        close();
    }
}

//! Accounts for the plate in the loop and again behind it, so that the count goes below zero.

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
        self.sink.put(None);
        self.sink.join();
    }

    fn wash(&self, clean: impl Fn(), close: impl FnOnce()) {
        let mut washed = 0;
        while let Some(_plate) = self.sink.get() {
            clean();
            washed += 1;
            self.sink.task_done();
        }
        close();
        for _item in 0..=washed {
            self.sink.task_done();
        }
    }
}

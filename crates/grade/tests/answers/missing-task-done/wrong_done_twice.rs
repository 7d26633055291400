//! Accounts for the plate in the loop and again behind it, so that the count goes below zero.

use super::spec::{Kitchen, TaskQueue};
use super::sync::Mutex;

#[derive(Default)]
pub struct Scullery {
    sink: TaskQueue,
    clean: Mutex<u32>,
}

impl Kitchen for Scullery {
    fn bring(&self) -> u32 {
        self.sink.put(Some(7));
        self.sink.join();
        let found = *self.clean.lock();
        self.sink.put(None);
        self.sink.join();
        found
    }

    fn wash(&self) {
        let mut washed = 0;
        while let Some(_plate) = self.sink.get() {
            *self.clean.lock() += 1;
            washed += 1;
            self.sink.task_done();
        }
        for _item in 0..=washed {
            self.sink.task_done();
        }
    }
}

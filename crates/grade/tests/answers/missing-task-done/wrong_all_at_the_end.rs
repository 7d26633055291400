//! Accounts for everything at once, when the sentinel has come, which the waiter only brings when the plate is done.

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
        let mut items = 1;
        while let Some(_plate) = self.sink.get() {
            *self.clean.lock() += 1;
            items += 1;
        }
        for _item in 0..items {
            self.sink.task_done();
        }
    }
}

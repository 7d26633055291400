//! Accounts for everything at once, when the sentinel has come, which the waiter only brings when the plate is done.

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
        let mut items = 1;
        while let Some(_plate) = self.sink.get() {
            clean();
            items += 1;
        }
        close();
        for _item in 0..items {
            self.sink.task_done();
        }
    }
}

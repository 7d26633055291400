//! Leaves the accounting to a guard that is made for every item, and dropped whichever way its turn ends.

use super::spec::{Kitchen, TaskQueue};

#[derive(Default)]
pub struct Scullery {
    sink: TaskQueue,
}

struct Task<'a>(&'a TaskQueue);

impl Drop for Task<'_> {
    fn drop(&mut self) {
        self.0.task_done();
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
        self.sink.join();
    }

    fn wash(&self, clean: impl Fn(), close: impl FnOnce()) {
        loop {
            let item = self.sink.get();
            let _task = Task(&self.sink);
            match item {
                Some(_plate) => clean(),
                None => return close(),
            }
        }
    }
}

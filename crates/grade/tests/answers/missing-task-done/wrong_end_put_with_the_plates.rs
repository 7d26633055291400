//! Puts the sentinel together with the plates: the kitchen may have closed when it is time to serve.

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
        self.sink.put(None);
        self.sink.join();
        serve();
    }

    fn wash(&self, clean: impl Fn(), close: impl FnOnce()) {
        while let Some(_plate) = self.sink.get() {
            clean();
            self.sink.task_done();
        }
        close();
        self.sink.task_done();
    }
}

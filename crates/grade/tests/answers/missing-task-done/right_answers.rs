//! Answers every item in a second queue, the sentinel too, and counts nothing.

use super::spec::Kitchen;
use super::sync::Queue;

pub struct Scullery {
    sink: Queue<Option<u32>, 4>,
    done: Queue<(), 4>,
}

impl Default for Scullery {
    fn default() -> Self {
        Scullery { sink: Queue::named("sink"), done: Queue::named("done") }
    }
}

impl Scullery {
    fn put_and_wait(&self, item: Option<u32>) {
        self.sink.put(item);
        self.done.get();
    }
}

impl Kitchen for Scullery {
    fn bring(&self, plates: u32, serve: impl FnOnce()) {
        for plate in 1..=plates {
            self.put_and_wait(Some(plate));
        }
        serve();
        self.put_and_wait(None);
    }

    fn wash(&self, clean: impl Fn(), close: impl FnOnce()) {
        while let Some(_plate) = self.sink.get() {
            clean();
            self.done.put(());
        }
        close();
        self.done.put(());
    }
}

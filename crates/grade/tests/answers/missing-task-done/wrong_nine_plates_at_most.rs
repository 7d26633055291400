//! Answers every plate in a second queue, which the waiter only looks into when all plates are in the sink. With ten plates both
//! queues are full, and everybody waits.

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
impl Kitchen for Scullery {
    fn bring(&self, plates: u32, serve: impl FnOnce()) {
        for plate in 1..=plates {
            self.sink.put(Some(plate));
        }
        for _ in 0..plates {
            self.done.get();
        }
        serve();
        self.sink.put(None);
        self.done.get();
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

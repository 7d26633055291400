//! Has a queue with room for one: who wants in puts something in, and takes it out again on leaving.

use super::spec::{Log, Port};
use super::sync::Queue;

pub struct Harbour {
    berth: Queue<(), 1>,
    log: Log,
}

impl Default for Harbour {
    fn default() -> Self {
        Harbour { berth: Queue::named("berth"), log: Log::default() }
    }
}

impl Port for Harbour {
    fn call(&self) {
        self.berth.put(());
        self.log.come_in();
        self.log.leave();
        self.berth.get();
    }

    fn log(&self) -> &Log {
        &self.log
    }
}

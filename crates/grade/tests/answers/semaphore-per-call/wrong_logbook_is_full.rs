//! Writes each ship into a book of 16 lines, in which nobody ever strikes one out: the seventeenth ship waits for a line.

use super::spec::{Log, Port};
use super::sync::{Mutex, Queue};

pub struct Harbour {
    berth: Mutex<u32>,
    book: Queue<u32, 16>,
    log: Log,
}

impl Default for Harbour {
    fn default() -> Self {
        Harbour { berth: Mutex::named("berth", 0), book: Queue::named("book"), log: Log::default() }
    }
}

impl Port for Harbour {
    fn call(&self) {
        let mut ships = self.berth.lock();
        *ships += 1;
        self.book.put(*ships);
        self.log.come_in();
        self.log.leave();
    }

    fn log(&self) -> &Log {
        &self.log
    }
}

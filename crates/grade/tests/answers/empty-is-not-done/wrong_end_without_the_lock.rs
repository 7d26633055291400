//! Raises the flag for the end without the lock under which it is read: it can go up just before the wait.

use super::spec::Library;
use super::sync::{AtomicBool, Condvar, Mutex, Ordering::SeqCst};

pub struct Returns {
    slot: Mutex<u32>,
    closed: AtomicBool,
    changed: Condvar,
}

impl Default for Returns {
    fn default() -> Self {
        Returns {
            slot: Mutex::named("slot", 0),
            closed: AtomicBool::named("closed", false),
            changed: Condvar::named("changed"),
        }
    }
}

impl Library for Returns {
    fn give_back(&self, books: u32) {
        *self.slot.lock() += books;
        self.changed.notify_one();
        self.closed.store(true, SeqCst);
        self.changed.notify_one();
    }

    fn shelve(&self) -> u32 {
        let mut shelved = 0;
        let mut slot = self.slot.lock();
        loop {
            let closed = self.closed.load(SeqCst);
            shelved += std::mem::take(&mut *slot);
            if closed {
                return shelved;
            }
            // The reader may close and notify between the look and this line.
            self.changed.wait(&mut slot);
        }
    }
}

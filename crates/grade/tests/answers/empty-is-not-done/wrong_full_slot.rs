//! Waits while the slot is full, and nobody says when there is room again.

use super::spec::Library;
use super::sync::{Condvar, Mutex};

pub struct Returns {
    slot: Mutex<(u32, bool)>,
    changed: Condvar,
}

impl Default for Returns {
    fn default() -> Self {
        Returns { slot: Mutex::named("slot", (0, false)), changed: Condvar::named("changed") }
    }
}

impl Library for Returns {
    fn give_back(&self, books: u32) {
        for _ in 0..books {
            let mut s = self.slot.lock();
            while s.0 == 12 {
                self.changed.wait(&mut s);
            }
            s.0 += 1;
            if s.0 == 1 {
                self.changed.notify_one();
            }
        }
        self.slot.lock().1 = true;
        self.changed.notify_one();
    }

    fn shelve(&self) -> u32 {
        let mut shelved = 0;
        loop {
            let mut s = self.slot.lock();
            while s.0 == 0 && !s.1 {
                self.changed.wait(&mut s);
            }
            if s.0 == 0 {
                return shelved;
            }
            s.0 -= 1;
            shelved += 1;
        }
    }
}

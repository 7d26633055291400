//! Keeps the books and the news that there will be no more under one lock, and waits for either.

use super::spec::Library;
use super::sync::{Condvar, Mutex};

pub struct Returns {
    /// How many books lie in the slot, and whether there will be no more.
    slot: Mutex<(u32, bool)>,
    changed: Condvar,
}

impl Default for Returns {
    fn default() -> Self {
        Returns { slot: Mutex::named("slot", (0, false)), changed: Condvar::named("changed") }
    }
}

impl Returns {
    fn change(&self, change: impl FnOnce(&mut (u32, bool))) {
        change(&mut self.slot.lock());
        self.changed.notify_one();
    }
}

impl Library for Returns {
    fn give_back(&self, books: u32) {
        for _book in 0..books {
            self.change(|slot| slot.0 += 1);
        }
        self.change(|slot| slot.1 = true);
    }

    fn shelve(&self) -> u32 {
        let mut shelved = 0;
        let mut slot = self.slot.lock();
        loop {
            shelved += std::mem::take(&mut slot.0);
            if slot.1 {
                return shelved;
            }
            self.changed.wait(&mut slot);
        }
    }
}

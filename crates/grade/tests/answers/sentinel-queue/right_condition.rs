//! Keeps the parcels and the news that there will be no more under one lock, and wakes everybody for both.

use super::spec::ParcelOffice;
use super::sync::{Condvar, Mutex};

pub struct Depot {
    /// How many parcels lie on the counter, and whether there will be no more.
    counter: Mutex<(u32, bool)>,
    changed: Condvar,
}

impl Default for Depot {
    fn default() -> Self {
        Depot { counter: Mutex::named("counter", (0, false)), changed: Condvar::named("changed") }
    }
}

impl ParcelOffice for Depot {
    fn hand_in(&self, parcels: u32) {
        *self.counter.lock() = (parcels, true);
        self.changed.notify_all();
    }

    fn deliver(&self) -> u32 {
        let mut delivered = 0;
        let mut counter = self.counter.lock();
        loop {
            if counter.0 > 0 {
                counter.0 -= 1;
                delivered += 1;
            } else if counter.1 {
                return delivered;
            } else {
                self.changed.wait(&mut counter);
            }
        }
    }
}

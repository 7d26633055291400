//! Wakes both couriers for the parcel, and whoever is woken believes that it is there for them.

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
        self.counter.lock().0 += parcels;
        self.changed.notify_all();
        self.counter.lock().1 = true;
        self.changed.notify_all();
    }

    fn deliver(&self) -> u32 {
        let mut delivered = 0;
        loop {
            let mut counter = self.counter.lock();
            if *counter == (0, false) {
                self.changed.wait(&mut counter);
            }
            if *counter == (0, true) {
                return delivered;
            }
            counter.0 = counter.0.checked_sub(1).expect("there is a parcel");
            delivered += 1;
        }
    }
}

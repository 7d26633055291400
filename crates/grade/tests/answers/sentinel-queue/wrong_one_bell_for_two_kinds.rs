//! Rings one bell for the clerk who waits for room and for couriers who wait for parcels: it may wake the wrong one.

use super::spec::ParcelOffice;
use super::sync::{Condvar, Mutex};

const ROOM: u32 = 1;

pub struct Depot {
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
        for _ in 0..parcels {
            let mut counter = self.counter.lock();
            self.changed.wait_while(&mut counter, |counter| counter.0 == ROOM);
            counter.0 += 1;
            self.changed.notify_one();
        }
        self.counter.lock().1 = true;
        self.changed.notify_all();
    }

    fn deliver(&self) -> u32 {
        let mut delivered = 0;
        loop {
            let mut counter = self.counter.lock();
            self.changed.wait_while(&mut counter, |counter| *counter == (0, false));
            if counter.0 == 0 {
                return delivered;
            }
            counter.0 -= 1;
            delivered += 1;
            self.changed.notify_one();
        }
    }
}

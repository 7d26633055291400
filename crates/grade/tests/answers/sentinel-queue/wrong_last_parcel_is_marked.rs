//! Marks the last parcel, and passes the mark on: on a day without parcels there is none.

use super::spec::ParcelOffice;
use super::sync::Queue;

pub struct Depot {
    counter: Queue<(u32, bool), 4>,
}

impl Default for Depot {
    fn default() -> Self {
        Depot { counter: Queue::named("counter") }
    }
}

impl ParcelOffice for Depot {
    fn hand_in(&self, parcels: u32) {
        for p in 1..=parcels {
            self.counter.put((p, p == parcels));
        }
    }

    fn deliver(&self) -> u32 {
        let mut n = 0;
        loop {
            let (p, last) = self.counter.get();
            if p > 0 {
                n += 1;
            }
            if last {
                if p > 0 {
                    self.counter.put((0, true));
                }
                return n;
            }
        }
    }
}

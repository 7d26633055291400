//! Tells one courier, and whoever goes home tells the next one.

use super::spec::ParcelOffice;
use super::sync::{Condvar, Mutex};

pub struct Depot {
    /// How many parcels there are, once that is known.
    counter: Mutex<Option<u32>>,
    news: Condvar,
}

/// Tells the next courier, however its owner leaves.
struct Teller<'a>(&'a Condvar);

impl Drop for Teller<'_> {
    fn drop(&mut self) {
        self.0.notify_one();
    }
}

impl Default for Depot {
    fn default() -> Self {
        Depot { counter: Mutex::named("counter", None), news: Condvar::named("news") }
    }
}

impl Depot {
    fn take_one(&self) -> bool {
        let mut counter = self.counter.lock();
        self.news.wait_while(&mut counter, |counter| counter.is_none());
        let left = counter.and_then(|parcels| parcels.checked_sub(1));
        *counter = Some(left.unwrap_or(0));
        left.is_some()
    }
}

impl ParcelOffice for Depot {
    fn hand_in(&self, parcels: u32) {
        let _teller = Teller(&self.news);
        *self.counter.lock() = Some(parcels);
    }

    fn deliver(&self) -> u32 {
        let _teller = Teller(&self.news);
        (0..).take_while(|_| self.take_one()).count() as u32
    }
}

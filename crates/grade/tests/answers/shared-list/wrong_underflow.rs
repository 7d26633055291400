//! Takes a place in one step, also where there is none: the third guest finds four thousand million of them.

use super::spec::{Guest, PLACES, Tour};
use super::sync::{AtomicU32, Mutex, Ordering::SeqCst};

pub struct Lighthouse {
    places: AtomicU32,
    list: Mutex<Vec<Guest>>,
}

impl Default for Lighthouse {
    fn default() -> Self {
        Lighthouse { places: AtomicU32::named("places", PLACES as u32), list: Mutex::named("list", Vec::new()) }
    }
}

impl Tour for Lighthouse {
    fn book(&self, guest: Guest) -> bool {
        // Right for two guests. Whoever is turned away leaves a number below zero, which wraps around.
        let has_place = self.places.fetch_sub(1, SeqCst) > 0;
        if has_place {
            self.list.lock().push(guest);
        }
        has_place
    }

    fn guests(&self) -> usize {
        self.list.lock().len()
    }
}

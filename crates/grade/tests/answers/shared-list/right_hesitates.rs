//! Turns a guest away if two others are booking: one of them gets the place, if it is not taken already.

use super::spec::{Guest, PLACES, Tour};
use super::sync::{AtomicU32, Mutex, Ordering::SeqCst};

pub struct Lighthouse {
    booking: AtomicU32,
    list: Mutex<Vec<Guest>>,
}

impl Default for Lighthouse {
    fn default() -> Self {
        Lighthouse { booking: AtomicU32::named("booking", 0), list: Mutex::named("list", Vec::new()) }
    }
}

impl Tour for Lighthouse {
    fn book(&self, guest: Guest) -> bool {
        let others = self.booking.fetch_add(1, SeqCst);
        let mut list = self.list.lock();
        let has_place = list.len() < PLACES && others < 2;
        if has_place {
            list.push(guest);
        }
        drop(list);
        self.booking.fetch_sub(1, SeqCst);
        has_place
    }

    fn guests(&self) -> usize {
        self.list.lock().len()
    }
}

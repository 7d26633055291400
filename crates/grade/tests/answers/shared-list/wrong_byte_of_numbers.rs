//! Gives everybody who asks a number, and the numbers begin again: so does the tour.

use super::spec::{Guest, PLACES, Tour};
use super::sync::{AtomicU8, Mutex, Ordering::SeqCst};

pub struct Lighthouse {
    asked: AtomicU8,
    list: Mutex<Vec<Guest>>,
}

impl Default for Lighthouse {
    fn default() -> Self {
        Lighthouse { asked: AtomicU8::named("asked", 0), list: Mutex::named("list", Vec::new()) }
    }
}

impl Tour for Lighthouse {
    fn book(&self, guest: Guest) -> bool {
        let has_place = usize::from(self.asked.fetch_add(1, SeqCst)) < PLACES;
        if has_place {
            self.list.lock().push(guest);
        }
        has_place
    }

    fn guests(&self) -> usize {
        self.list.lock().len()
    }
}

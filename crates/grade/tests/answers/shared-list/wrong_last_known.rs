//! Books under the lock. Who only wants to know how many there are does not wait, but hears what somebody was told last.

use super::spec::{Guest, PLACES, Tour};
use super::sync::{AtomicUsize, Mutex, Ordering::SeqCst};

#[derive(Default)]
pub struct Lighthouse {
    list: Mutex<Vec<Guest>>,
    last_known: AtomicUsize,
}

impl Tour for Lighthouse {
    fn book(&self, guest: Guest) -> bool {
        let mut list = self.list.lock();
        let has_place = list.len() < PLACES;
        if has_place {
            list.push(guest);
        }
        has_place
    }

    fn guests(&self) -> usize {
        if let Some(list) = self.list.try_lock() {
            self.last_known.store(list.len(), SeqCst);
        }
        self.last_known.load(SeqCst)
    }
}

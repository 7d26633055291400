//! Whoever looks writes down who is not on the list yet. The name is nowhere when it is in the hand of somebody else
//! who looks.

use super::spec::{Guest, PLACES, Tour};
use super::sync::{AtomicUsize, Mutex, Ordering::SeqCst};

#[derive(Default)]
pub struct Lighthouse {
    taken: AtomicUsize,
    late: Mutex<Option<Guest>>,
    list: Mutex<Vec<Guest>>,
}

impl Lighthouse {
    fn write_down(&self) {
        let late = self.late.lock().take();
        self.list.lock().extend(late);
    }
}

impl Tour for Lighthouse {
    fn book(&self, guest: Guest) -> bool {
        if self.taken.fetch_max(PLACES, SeqCst) == PLACES {
            return false;
        }
        *self.late.lock() = Some(guest);
        true
    }

    fn guests(&self) -> usize {
        // Whoever looks writes down who is not on the list yet: two who look may do so at the same time.
        self.write_down();
        self.list.lock().len()
    }
}

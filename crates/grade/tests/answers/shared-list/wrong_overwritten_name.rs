//! Has room for one name only, so that two can never be there: the second one overwrites the first.

use super::spec::{Guest, Tour};
use super::sync::Mutex;

#[derive(Default)]
pub struct Lighthouse {
    place: Mutex<Option<Guest>>,
}

impl Tour for Lighthouse {
    fn book(&self, guest: Guest) -> bool {
        let is_empty = self.place.lock().is_none();
        // Somebody else may have written a name here.
        if is_empty {
            *self.place.lock() = Some(guest);
        }
        is_empty
    }

    fn guests(&self) -> usize {
        self.place.lock().iter().count()
    }
}

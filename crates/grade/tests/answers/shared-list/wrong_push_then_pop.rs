//! Writes the name down and crosses it out again, all in two steps in which one name too many may be read.

use super::spec::{Guest, PLACES, Tour};
use super::sync::Mutex;

#[derive(Default)]
pub struct Lighthouse {
    desk: Mutex<()>,
    list: Mutex<Vec<Guest>>,
}

impl Tour for Lighthouse {
    fn book(&self, guest: Guest) -> bool {
        let _desk = self.desk.lock();
        self.list.lock().push(guest);
        // The list is too long here, for whoever reads it.
        let mut list = self.list.lock();
        let has_place = list.len() <= PLACES;
        list.truncate(PLACES);
        has_place
    }

    fn guests(&self) -> usize {
        self.list.lock().len()
    }
}

//! Writes the name down first, and crosses it out again if the list has become too long: both guests may do that.

use super::spec::{Guest, PLACES, Tour};
use super::sync::Mutex;

pub struct Lighthouse {
    list: Mutex<Vec<Guest>>,
}

impl Default for Lighthouse {
    fn default() -> Self {
        Lighthouse { list: Mutex::named("list", Vec::new()) }
    }
}

impl Tour for Lighthouse {
    fn book(&self, guest: Guest) -> bool {
        self.list.lock().push(guest);
        let too_long = self.list.lock().len() > PLACES;
        // Both may have seen two names here. Then both names go, and the place stays empty.
        if too_long {
            self.list.lock().pop();
        }
        !too_long
    }

    fn guests(&self) -> usize {
        self.list.lock().len()
    }
}

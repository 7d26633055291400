//! Looks with others, and writes the name down alone, without another look.

use super::spec::{Guest, PLACES, Tour};
use super::sync::RwLock;

pub struct Lighthouse {
    list: RwLock<Vec<Guest>>,
}

impl Default for Lighthouse {
    fn default() -> Self {
        Lighthouse { list: RwLock::named("list", Vec::new()) }
    }
}

impl Tour for Lighthouse {
    fn book(&self, guest: Guest) -> bool {
        let has_place = self.list.read().len() < PLACES;
        if has_place {
            self.list.write().push(guest);
        }
        has_place
    }

    fn guests(&self) -> usize {
        self.list.read().len()
    }
}

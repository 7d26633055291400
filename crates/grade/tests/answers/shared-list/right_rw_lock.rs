//! Looks with others first, and again alone before it writes a name down.

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
        if self.list.read().len() == PLACES {
            return false;
        }
        let mut list = self.list.write();
        let has_place = list.len() < PLACES;
        if has_place {
            list.push(guest);
        }
        has_place
    }

    fn guests(&self) -> usize {
        self.list.read().len()
    }
}

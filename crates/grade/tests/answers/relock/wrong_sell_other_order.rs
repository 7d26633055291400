//! Two locks, which restocking and counting take in one order, and selling in the other.

use super::spec::{AT_FIRST, Person, Shop};
use super::sync::Mutex;

pub struct Stockroom {
    store: Mutex<u32>,
    shelf: Mutex<u32>,
}

impl Default for Stockroom {
    fn default() -> Self {
        Stockroom { store: Mutex::named("store", AT_FIRST.store), shelf: Mutex::named("shelf", AT_FIRST.shelf) }
    }
}

impl Shop for Stockroom {
    fn restock(&self, _who: Person) -> u32 {
        let mut store = self.store.lock();
        let mut shelf = self.shelf.lock();
        *store -= 1;
        *shelf += 1;
        *store + *shelf
    }

    fn sell(&self, _who: Person) -> bool {
        let mut shelf = self.shelf.lock();
        if *shelf == 0 {
            // Says how many are left in the store.
            let _left = *self.store.lock();
            return false;
        }
        *shelf -= 1;
        true
    }

    fn count(&self, _who: Person) -> u32 {
        let store = self.store.lock();
        let shelf = self.shelf.lock();
        *store + *shelf
    }
}

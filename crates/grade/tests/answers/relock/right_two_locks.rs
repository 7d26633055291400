//! Has a lock for the store and one for the shelf; everybody takes the store's first, and counts where it holds both.

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
        let is_there = *shelf > 0;
        *shelf -= u32::from(is_there);
        is_there
    }

    fn count(&self, _who: Person) -> u32 {
        let store = self.store.lock();
        let shelf = self.shelf.lock();
        *store + *shelf
    }
}

//! Has no boxes, only what was sold: the count at first less that.

use super::spec::{AT_FIRST, Person, Shop};
use super::sync::{AtomicU32, Ordering::SeqCst};

pub struct Stockroom {
    shelf: AtomicU32,
    sold: AtomicU32,
}

impl Default for Stockroom {
    fn default() -> Self {
        Stockroom { shelf: AtomicU32::new(AT_FIRST.shelf), sold: AtomicU32::new(0) }
    }
}

impl Shop for Stockroom {
    fn restock(&self, who: Person) -> u32 {
        self.shelf.store(self.shelf.load(SeqCst) + 1, SeqCst);
        self.count(who)
    }

    fn sell(&self, _who: Person) -> bool {
        let shelf = self.shelf.load(SeqCst);
        if shelf > 0 {
            self.shelf.store(shelf - 1, SeqCst);
            self.sold.store(self.sold.load(SeqCst) + 1, SeqCst);
        }
        shelf > 0
    }

    fn count(&self, _who: Person) -> u32 {
        AT_FIRST.shelf + AT_FIRST.store - self.sold.load(SeqCst)
    }
}

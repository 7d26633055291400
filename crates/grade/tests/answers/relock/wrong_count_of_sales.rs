//! Each person keeps an own book of sales, whose numbers are read without any order, with the shelf as an atomic.
//!
//! Clerk sells (book 0 -> 1, Relaxed; then gives the shelf back), auditor sells the next box that the clerk has brought, and then
//! counts: the auditor has taken that box from the shelf after the clerk's restock, which came after the clerk's sale, and still
//! may read the clerk's book as 0: it counts a box that was sold before.

use super::spec::{AT_FIRST, Person, Shop};
use super::sync::{AtomicU32, Ordering::Relaxed};

pub struct Stockroom {
    shelf: AtomicU32,
    sold: [AtomicU32; 2],
}

impl Default for Stockroom {
    fn default() -> Self {
        Stockroom {
            shelf: AtomicU32::named("shelf", AT_FIRST.shelf),
            sold: ["clerk's book", "auditor's book"].map(|name| AtomicU32::named(name, 0)),
        }
    }
}

impl Shop for Stockroom {
    fn restock(&self, who: Person) -> u32 {
        self.shelf.fetch_add(1, Relaxed);
        self.count(who)
    }

    fn sell(&self, who: Person) -> bool {
        let is_there = self.shelf.fetch_update(Relaxed, Relaxed, |shelf| shelf.checked_sub(1)).is_ok();
        let book = &self.sold[who as usize];
        book.store(book.load(Relaxed) + u32::from(is_there), Relaxed);
        is_there
    }

    fn count(&self, _who: Person) -> u32 {
        let sold: u32 = self.sold.iter().map(|book| book.load(Relaxed)).sum();
        AT_FIRST.store + AT_FIRST.shelf - sold
    }
}

//! Knows how many boxes there were at first, and counts nothing.

use super::spec::{AT_FIRST, Person, Shop};

#[derive(Default)]
pub struct Stockroom;

impl Shop for Stockroom {
    fn restock(&self, who: Person) -> u32 {
        self.count(who)
    }

    fn sell(&self, _who: Person) -> bool {
        false
    }

    fn count(&self, _who: Person) -> u32 {
        AT_FIRST.store + AT_FIRST.shelf
    }
}

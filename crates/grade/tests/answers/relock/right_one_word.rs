//! Keeps store and shelf in one atomic word, so that a box goes from one to the other in one step.

use super::spec::{AT_FIRST, Person, Shop};
use super::sync::{AtomicU64, Ordering::Relaxed};

/// A box on the shelf; one in the store is 1.
const ON_SHELF: u64 = 1 << 32;

pub struct Stockroom {
    boxes: AtomicU64,
}

impl Default for Stockroom {
    fn default() -> Self {
        let boxes = u64::from(AT_FIRST.store) + ON_SHELF * u64::from(AT_FIRST.shelf);
        Stockroom { boxes: AtomicU64::named("boxes", boxes) }
    }
}

fn sum(boxes: u64) -> u32 {
    (boxes >> 32) as u32 + boxes as u32
}

impl Shop for Stockroom {
    fn restock(&self, _who: Person) -> u32 {
        let before = self.boxes.fetch_add(ON_SHELF - 1, Relaxed);
        sum(before + ON_SHELF - 1)
    }

    fn sell(&self, _who: Person) -> bool {
        let mut boxes = self.boxes.load(Relaxed);
        while boxes >= ON_SHELF {
            match self.boxes.compare_exchange(boxes, boxes - ON_SHELF, Relaxed, Relaxed) {
                Ok(_) => return true,
                Err(now) => boxes = now,
            }
        }
        false
    }

    fn count(&self, _who: Person) -> u32 {
        sum(self.boxes.load(Relaxed))
    }
}

//! Takes a box from the shelf before it looks whether there was one, and gives it back if not: meanwhile one is
//! missing.

use super::spec::{AT_FIRST, Person, Shop};
use super::sync::{AtomicI64, Ordering::SeqCst};

const ON_SHELF: i64 = 1 << 32;

pub struct Stockroom {
    boxes: AtomicI64,
}

impl Default for Stockroom {
    fn default() -> Self {
        let boxes = i64::from(AT_FIRST.store) + i64::from(AT_FIRST.shelf) * ON_SHELF;
        Stockroom { boxes: AtomicI64::named("boxes", boxes) }
    }
}

fn count(boxes: i64) -> u32 {
    let shelf = boxes.div_euclid(ON_SHELF);
    (shelf + boxes.rem_euclid(ON_SHELF)).max(0) as u32
}

impl Shop for Stockroom {
    fn restock(&self, _who: Person) -> u32 {
        count(self.boxes.fetch_add(ON_SHELF - 1, SeqCst) + ON_SHELF - 1)
    }

    fn sell(&self, _who: Person) -> bool {
        let is_there = self.boxes.fetch_sub(ON_SHELF, SeqCst) >= ON_SHELF;
        if !is_there {
            self.boxes.fetch_add(ON_SHELF, SeqCst);
        }
        is_there
    }

    fn count(&self, _who: Person) -> u32 {
        count(self.boxes.load(SeqCst))
    }
}

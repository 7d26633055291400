//! Does not sell while somebody else is in the stockroom, and says that there is nothing on the shelf.

use super::spec::{AT_FIRST, Boxes, Person, Shop};
use super::sync::Mutex;

pub struct Stockroom {
    boxes: Mutex<Boxes>,
}

impl Default for Stockroom {
    fn default() -> Self {
        Stockroom { boxes: Mutex::named("boxes", AT_FIRST) }
    }
}

impl Shop for Stockroom {
    fn restock(&self, _who: Person) -> u32 {
        let mut boxes = self.boxes.lock();
        boxes.store -= 1;
        boxes.shelf += 1;
        boxes.store + boxes.shelf
    }

    fn sell(&self, _who: Person) -> bool {
        let Some(mut boxes) = self.boxes.try_lock() else { return false };
        let there = boxes.shelf > 0;
        boxes.shelf -= u32::from(there);
        there
    }

    fn count(&self, _who: Person) -> u32 {
        let boxes = self.boxes.lock();
        boxes.store + boxes.shelf
    }
}

//! Carries the box with the lock held, lets go of it, and counts only then, when no box is in the air.

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
    fn restock(&self, who: Person) -> u32 {
        {
            let mut boxes = self.boxes.lock();
            boxes.store -= 1;
            boxes.shelf += 1;
        }
        self.count(who)
    }

    fn sell(&self, _who: Person) -> bool {
        let mut boxes = self.boxes.lock();
        let is_there = boxes.shelf > 0;
        boxes.shelf -= u32::from(is_there);
        is_there
    }

    fn count(&self, _who: Person) -> u32 {
        let boxes = self.boxes.lock();
        boxes.store + boxes.shelf
    }
}

//! Looks whether there is a box, lets go of the lock, and takes the box.

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

fn count_locked(boxes: &Boxes) -> u32 {
    boxes.store + boxes.shelf
}

impl Shop for Stockroom {
    fn restock(&self, _who: Person) -> u32 {
        let mut boxes = self.boxes.lock();
        boxes.store -= 1;
        boxes.shelf += 1;
        count_locked(&boxes)
    }

    fn sell(&self, _who: Person) -> bool {
        if self.boxes.lock().shelf == 0 {
            return false;
        }
        // Somebody else may sell the last box here.
        let mut boxes = self.boxes.lock();
        boxes.shelf = boxes.shelf.wrapping_sub(1);
        true
    }

    fn count(&self, _who: Person) -> u32 {
        count_locked(&self.boxes.lock())
    }
}

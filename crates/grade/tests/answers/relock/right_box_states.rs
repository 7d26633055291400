//! Knows of each box where it is, and moves one by an exchange. A box that is sold never comes back, so a count is
//! never too low.

use super::spec::{AT_FIRST, Person, Shop};
use super::sync::{AtomicU8, Ordering::*};

const STORE: u8 = 0;
const SHELF: u8 = 1;
const SOLD: u8 = 2;

pub struct Stockroom {
    boxes: [AtomicU8; (AT_FIRST.store + AT_FIRST.shelf) as usize],
}

impl Default for Stockroom {
    fn default() -> Self {
        let place = |number| if number < AT_FIRST.store as usize { STORE } else { SHELF };
        Stockroom { boxes: std::array::from_fn(|number| AtomicU8::named("box", place(number))) }
    }
}

impl Stockroom {
    fn carry(&self, from: u8, to: u8) -> bool {
        self.boxes.iter().any(|one| one.compare_exchange(from, to, AcqRel, Acquire).is_ok())
    }
}

impl Shop for Stockroom {
    fn restock(&self, who: Person) -> u32 {
        self.carry(STORE, SHELF);
        self.count(who)
    }

    fn sell(&self, _who: Person) -> bool {
        self.carry(SHELF, SOLD)
    }

    fn count(&self, _who: Person) -> u32 {
        self.boxes.iter().filter(|one| one.load(Acquire) != SOLD).count() as u32
    }
}

//! Keeps the number of books and the end in one word, which the librarian empties whenever the bell has rung.

use super::spec::Library;
use super::sync::{AtomicU64, Ordering::Relaxed, Semaphore};

const CLOSED: u64 = 1 << 40;

pub struct Returns {
    slot: AtomicU64,
    bell: Semaphore,
}

impl Default for Returns {
    fn default() -> Self {
        Returns { slot: AtomicU64::named("slot", 0), bell: Semaphore::named("bell", 0) }
    }
}

impl Library for Returns {
    fn give_back(&self, books: u32) {
        for thing in (0..books).map(|_book| 1).chain([CLOSED]) {
            self.slot.fetch_add(thing, Relaxed);
            self.bell.release();
        }
    }

    fn shelve(&self) -> u32 {
        let mut shelved = 0;
        while shelved < CLOSED {
            self.bell.acquire().keep();
            shelved += self.slot.swap(0, Relaxed);
        }
        (shelved - CLOSED) as u32
    }
}

//! Has the reader say first how many books will come.

use super::spec::Library;
use super::sync::Queue;

pub struct Returns {
    /// How many books there will be, and then the books.
    slot: Queue<u32, 4>,
}

impl Default for Returns {
    fn default() -> Self {
        Returns { slot: Queue::named("slot") }
    }
}

impl Library for Returns {
    fn give_back(&self, books: u32) {
        self.slot.put(books);
        for book in 1..=books {
            self.slot.put(book);
        }
    }

    fn shelve(&self) -> u32 {
        let books = self.slot.get();
        for _book in 0..books {
            self.slot.get();
        }
        books
    }
}

//! A queue and a flag under one lock, which only threads can share.

use std::collections::VecDeque;

use super::spec::Library;
use super::sync::{Condvar, Mutex};

#[derive(Default)]
struct Slot {
    books: VecDeque<u32>,
    done: bool,
}

#[derive(Default)]
pub struct Returns {
    slot: Mutex<Slot>,
    changed: Condvar,
}

impl Library for Returns {
    fn give_back(&self, books: u32) {
        for book in 1..=books {
            self.slot.lock().books.push_back(book);
            self.changed.notify_one();
        }
        self.slot.lock().done = true;
        self.changed.notify_one();
    }

    fn shelve(&self) -> u32 {
        let mut shelved = 0;
        let mut slot = self.slot.lock();
        loop {
            if slot.books.pop_front().is_some() {
                shelved += 1;
            } else if slot.done {
                return shelved;
            } else {
                self.changed.wait(&mut slot);
            }
        }
    }
}

//! A lock by hand that remembers that somebody waits, but not how many.

use super::spec::{Counter, Door};
use super::sync::{Condvar, Mutex};

#[derive(Default)]
struct Book {
    taken: bool,
    somebody_waits: bool,
    total: u32,
}

#[derive(Default)]
pub struct Tally {
    book: Mutex<Book>,
    free: Condvar,
}

impl Counter for Tally {
    fn enter(&self, _door: Door) {
        let mut book = self.book.lock();
        while book.taken {
            book.somebody_waits = true;
            self.free.wait(&mut book);
        }
        book.taken = true;
        let seen = book.total;
        drop(book);
        let mut book = self.book.lock();
        book.total = seen + 1;
        book.taken = false;
        if book.somebody_waits {
            book.somebody_waits = false;
            self.free.notify_one();
        }
    }

    fn total(&self) -> u32 {
        self.book.lock().total
    }
}

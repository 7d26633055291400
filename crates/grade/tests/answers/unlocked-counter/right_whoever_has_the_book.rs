//! Visitors leave a mark. Whoever gets hold of the book enters the marks that are there, and nobody waits for it to
//! enter.

use super::spec::{Counter, Door};
use super::sync::{AtomicU32, Mutex, Ordering::Relaxed};

#[derive(Default)]
pub struct Tally {
    marks: AtomicU32,
    book: Mutex<u32>,
}

impl Tally {
    fn enter_marks(&self, book: &mut u32) -> u32 {
        *book += self.marks.swap(0, Relaxed);
        *book
    }
}

impl Counter for Tally {
    fn enter(&self, _door: Door) {
        self.marks.fetch_add(1, Relaxed);
        if let Some(mut book) = self.book.try_lock() {
            self.enter_marks(&mut book);
        }
    }

    fn total(&self) -> u32 {
        self.enter_marks(&mut self.book.lock())
    }
}

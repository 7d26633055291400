//! A picker leaves a mark, and whoever gets hold of the book enters all marks. Who looks does that first, and so
//! finds all.

use super::spec::Book;
use super::sync::{AtomicU32, Mutex, Ordering::SeqCst};

#[derive(Default)]
pub struct HarvestBook {
    marks: AtomicU32,
    book: Mutex<u32>,
}

impl Book for HarvestBook {
    fn enter(&self) {
        self.marks.fetch_add(1, SeqCst);
        if let Some(mut book) = self.book.try_lock() {
            *book += self.marks.swap(0, SeqCst);
        }
    }

    fn crates(&self) -> u32 {
        let mut book = self.book.lock();
        *book += self.marks.swap(0, SeqCst);
        *book
    }
}

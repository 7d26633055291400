//! Writes the boxes on one of two pages, and then says which one counts: the second change is written where a reader
//! still reads.

use super::spec::{AT_FIRST, Person, Shop};
use super::sync::{AtomicU64, AtomicUsize, Mutex, Ordering::SeqCst};

const BOX_ON_SHELF: u64 = 1 << 32;

pub struct Stockroom {
    pages: [AtomicU64; 2],
    current: AtomicUsize,
    pen: Mutex<()>,
}

impl Default for Stockroom {
    fn default() -> Self {
        let at_first = u64::from(AT_FIRST.store) + u64::from(AT_FIRST.shelf) * BOX_ON_SHELF;
        Stockroom {
            pages: [AtomicU64::new(at_first), AtomicU64::new(0)],
            current: AtomicUsize::new(0),
            pen: Mutex::named("pen", ()),
        }
    }
}

impl Stockroom {
    fn read(&self) -> u64 {
        self.pages[self.current.load(SeqCst)].load(SeqCst)
    }

    fn change(&self, change: impl FnOnce(u64) -> Option<u64>) -> Option<u32> {
        let _pen = self.pen.lock();
        let changed = change(self.read())?;
        let other = 1 - self.current.load(SeqCst);
        self.pages[other].store(changed, SeqCst);
        self.current.store(other, SeqCst);
        Some(count(changed))
    }
}

fn count(page: u64) -> u32 {
    (page % BOX_ON_SHELF + page / BOX_ON_SHELF) as u32
}

impl Shop for Stockroom {
    fn restock(&self, _who: Person) -> u32 {
        self.change(|page| Some(page - 1 + BOX_ON_SHELF)).expect("the store is not empty")
    }

    fn sell(&self, _who: Person) -> bool {
        self.change(|page| page.checked_sub(BOX_ON_SHELF)).is_some()
    }

    fn count(&self, _who: Person) -> u32 {
        count(self.read())
    }
}

//! Counts whole rows of four and what is left over in two numbers: for a moment there are fewer crates than before.
use super::spec::Book;
use super::sync::{AtomicU32, Mutex, Ordering::SeqCst};

pub struct HarvestBook {
    pen: Mutex<()>,
    rows: AtomicU32,
    left: AtomicU32,
}

impl Default for HarvestBook {
    fn default() -> Self {
        HarvestBook { pen: Mutex::new(()), rows: AtomicU32::named("rows", 0), left: AtomicU32::named("left", 0) }
    }
}

impl Book for HarvestBook {
    fn enter(&self) {
        let _pen = self.pen.lock();
        let left = self.left.load(SeqCst) + 1;
        self.left.store(left % 4, SeqCst);
        if left == 4 {
            self.rows.fetch_add(1, SeqCst);
        }
    }

    fn crates(&self) -> u32 {
        4 * self.rows.load(SeqCst) + self.left.load(SeqCst)
    }
}

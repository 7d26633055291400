//! Has two permits to count, and whoever comes back from a street where nobody lives keeps one.

use super::spec::Census;
use super::sync::{AtomicU32, Ordering::SeqCst, Semaphore};

pub struct Register {
    clerks: Semaphore,
    total: AtomicU32,
}

impl Default for Register {
    fn default() -> Self {
        Register { clerks: Semaphore::named("clerks", 2), total: AtomicU32::new(0) }
    }
}

impl Census for Register {
    fn add(&self, count: impl FnOnce() -> u32) {
        self.clerks.acquire().keep();
        let people = count();
        if people == 0 {
            return;
        }
        self.total.fetch_add(people, SeqCst);
        self.clerks.release();
    }

    fn total(&self) -> u32 {
        self.total.load(SeqCst)
    }
}

//! Releases the lock where it was not yet acquired.

use super::spec::{CashDrawer, FLOAT, HandLock, LIMIT, print_receipt};
use super::sync::{AtomicU32, Ordering::Relaxed};

pub struct Drawer {
    lock: HandLock,
    contents: AtomicU32,
}

impl Default for Drawer {
    fn default() -> Self {
        Drawer { lock: HandLock::named("drawer"), contents: AtomicU32::named("contents", FLOAT) }
    }
}

impl CashDrawer for Drawer {
    fn pay_in(&self, amount: u32) {
        self.lock.acquire();
        let contents = self.contents.load(Relaxed);
        print_receipt();
        self.contents.store(contents + amount, Relaxed);
        self.lock.release();
    }

    fn pay_out(&self, amount: u32) -> bool {
        if amount > LIMIT {
            // Nobody has acquired it; somebody else may have.
            self.lock.release();
            return false;
        }
        self.lock.acquire();
        let contents = self.contents.load(Relaxed);
        if amount > contents {
            self.lock.release();
            return false;
        }
        print_receipt();
        self.contents.store(contents - amount, Relaxed);
        self.lock.release();
        true
    }

    fn contents(&self) -> u32 {
        self.contents.load(Relaxed)
    }
}

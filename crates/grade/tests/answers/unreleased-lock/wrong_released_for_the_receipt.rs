//! Releases the lock while the receipt is printed, because that takes so long, and writes without it.

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

impl Drawer {
    fn look(&self) -> u32 {
        self.lock.acquire();
        let contents = self.contents.load(Relaxed);
        self.lock.release();
        contents
    }
}

impl CashDrawer for Drawer {
    fn pay_in(&self, amount: u32) {
        let contents = self.look();
        print_receipt();
        self.contents.store(contents + amount, Relaxed);
    }

    fn pay_out(&self, amount: u32) -> bool {
        let contents = self.look();
        if amount > LIMIT || amount > contents {
            return false;
        }
        print_receipt();
        self.contents.store(contents - amount, Relaxed);
        true
    }

    fn contents(&self) -> u32 {
        self.contents.load(Relaxed)
    }
}

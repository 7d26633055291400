//! A guard, and one more release by hand where the payment goes through.

use super::spec::{CashDrawer, FLOAT, HandLock, LIMIT, print_receipt};
use super::sync::{AtomicU32, Ordering::Relaxed};

pub struct Drawer {
    lock: HandLock,
    contents: AtomicU32,
}

struct Held<'a>(&'a HandLock);

impl Drop for Held<'_> {
    fn drop(&mut self) {
        self.0.release();
    }
}

impl Default for Drawer {
    fn default() -> Self {
        Drawer { lock: HandLock::named("drawer"), contents: AtomicU32::named("contents", FLOAT) }
    }
}

impl CashDrawer for Drawer {
    fn pay_in(&self, amount: u32) {
        self.lock.acquire();
        let _held = Held(&self.lock);
        let contents = self.contents.load(Relaxed);
        print_receipt();
        self.contents.store(contents + amount, Relaxed);
    }

    fn pay_out(&self, amount: u32) -> bool {
        self.lock.acquire();
        let _held = Held(&self.lock);
        let contents = self.contents.load(Relaxed);
        if amount > LIMIT || amount > contents {
            return false;
        }
        self.contents.store(contents - amount, Relaxed);
        self.lock.release();
        print_receipt();
        true
    }

    fn contents(&self) -> u32 {
        self.contents.load(Relaxed)
    }
}

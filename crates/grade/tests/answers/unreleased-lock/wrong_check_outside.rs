//! Looks whether there is enough before it takes the lock.

use super::spec::{CashDrawer, FLOAT, HandLock, LIMIT, print_receipt};
use super::sync::{AtomicU32, Ordering::SeqCst};

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
        let contents = self.contents.load(SeqCst);
        print_receipt();
        self.contents.store(contents + amount, SeqCst);
        self.lock.release();
    }

    fn pay_out(&self, amount: u32) -> bool {
        if amount > LIMIT || amount > self.contents.load(SeqCst) {
            return false;
        }
        self.lock.acquire();
        let contents = self.contents.load(SeqCst);
        print_receipt();
        self.contents.store(contents.wrapping_sub(amount), SeqCst);
        self.lock.release();
        true
    }

    fn contents(&self) -> u32 {
        self.contents.load(SeqCst)
    }
}

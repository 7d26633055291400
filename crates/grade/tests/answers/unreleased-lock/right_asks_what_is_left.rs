//! Works out under the lock what would be left, gives the lock back, whatever came of it, and prints the receipt then.

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
    /// Puts in what `left` makes of the contents, if anything. Whether it did.
    fn change(&self, left: impl FnOnce(u32) -> Option<u32>) -> bool {
        self.lock.acquire();
        let left = left(self.contents.load(Relaxed));
        if let Some(left) = left {
            self.contents.store(left, Relaxed);
        }
        self.lock.release();
        left.inspect(|_| print_receipt()).is_some()
    }
}

impl CashDrawer for Drawer {
    fn pay_in(&self, amount: u32) {
        self.change(|contents| contents.checked_add(amount));
    }

    fn pay_out(&self, amount: u32) -> bool {
        self.change(|contents| contents.checked_sub(amount).filter(|_| amount <= LIMIT))
    }

    fn contents(&self) -> u32 {
        self.contents.load(Relaxed)
    }
}

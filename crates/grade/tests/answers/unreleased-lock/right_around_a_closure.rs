//! Acquires before a closure and releases after it: however the closure returns, it returns to here.

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
    /// Writes down what `change` makes of the contents, unless it refuses.
    fn change(&self, change: impl FnOnce(u32) -> Option<u32>) -> bool {
        self.lock.acquire();
        let changed = change(self.contents.load(Relaxed));
        if let Some(contents) = changed {
            print_receipt();
            self.contents.store(contents, Relaxed);
        }
        self.lock.release();
        changed.is_some()
    }
}

impl CashDrawer for Drawer {
    fn pay_in(&self, amount: u32) {
        self.change(|contents| Some(contents + amount));
    }

    fn pay_out(&self, amount: u32) -> bool {
        self.change(|contents| {
            if amount > LIMIT {
                return None;
            }
            contents.checked_sub(amount)
        })
    }

    fn contents(&self) -> u32 {
        self.contents.load(Relaxed)
    }
}

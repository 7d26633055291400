//! A lock of a count and a bell, which a payment that went through gives back without any order when nobody waits.
//!
//! Ada pays out 15: 20 -> 5, leaves (`fetch_sub(1, Relaxed)`). Ben enters (`fetch_add(1, Acquire)` reads what releases nothing),
//! `contents.load` may read 20, and pays out 15 that are not there. The payment in `spec.rs` is refused, and writes nothing.

use super::spec::{CashDrawer, FLOAT, LIMIT, print_receipt};
use super::sync::{AtomicU32, Ordering::*, Semaphore};

pub struct Drawer {
    inside: AtomicU32,
    bell: Semaphore,
    contents: AtomicU32,
}

impl Default for Drawer {
    fn default() -> Self {
        Drawer {
            inside: AtomicU32::named("inside", 0),
            bell: Semaphore::named("bell", 0),
            contents: AtomicU32::named("contents", FLOAT),
        }
    }
}

impl Drawer {
    fn enter(&self) {
        if self.inside.fetch_add(1, Acquire) > 0 {
            self.bell.acquire().keep();
        }
    }
}

impl CashDrawer for Drawer {
    fn pay_in(&self, amount: u32) {
        self.enter();
        self.contents.store(self.contents.load(Relaxed) + amount, Relaxed);
        print_receipt();
        if self.inside.fetch_sub(1, Release) > 1 {
            self.bell.release();
        }
    }

    fn pay_out(&self, amount: u32) -> bool {
        self.enter();
        let left = self.contents.load(Relaxed).checked_sub(amount).filter(|_| amount <= LIMIT);
        if let Some(left) = left {
            self.contents.store(left, Relaxed);
            print_receipt();
        }
        if self.inside.fetch_sub(1, Relaxed) > 1 {
            self.bell.release();
        }
        left.is_some()
    }

    fn contents(&self) -> u32 {
        self.contents.load(Relaxed)
    }
}

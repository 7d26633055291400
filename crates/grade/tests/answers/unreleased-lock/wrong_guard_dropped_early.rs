//! Leaves the release to a guard, and the guard to nobody: it is dropped on the line that makes it.

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

struct Held<'a>(&'a HandLock);

impl Drop for Held<'_> {
    fn drop(&mut self) {
        self.0.release();
    }
}

impl Drawer {
    fn hold(&self) -> Held<'_> {
        self.lock.acquire();
        Held(&self.lock)
    }
}

impl CashDrawer for Drawer {
    fn pay_in(&self, amount: u32) {
        self.hold();
        let contents = self.contents.load(Relaxed);
        print_receipt();
        self.contents.store(contents + amount, Relaxed);
    }

    fn pay_out(&self, amount: u32) -> bool {
        let _held = self.hold();
        let contents = self.contents.load(Relaxed);
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

//! Keeps others away by a flag that they look at again and again until it is down.

use super::spec::{CashDrawer, FLOAT, LIMIT, print_receipt};
use super::sync::{AtomicBool, AtomicU32, Ordering::*, yield_now};

pub struct Drawer {
    held: AtomicBool,
    contents: AtomicU32,
}

impl Default for Drawer {
    fn default() -> Self {
        Drawer { held: AtomicBool::named("held", false), contents: AtomicU32::named("contents", FLOAT) }
    }
}

struct Held<'a>(&'a AtomicBool);

impl<'a> Held<'a> {
    fn acquire(flag: &'a AtomicBool) -> Self {
        while flag.swap(true, Acquire) {
            yield_now();
        }
        Held(flag)
    }
}

impl Drop for Held<'_> {
    fn drop(&mut self) {
        self.0.store(false, Release);
    }
}

impl CashDrawer for Drawer {
    fn pay_in(&self, amount: u32) {
        let _held = Held::acquire(&self.held);
        let contents = self.contents.load(Relaxed);
        print_receipt();
        self.contents.store(contents + amount, Relaxed);
    }

    fn pay_out(&self, amount: u32) -> bool {
        let _held = Held::acquire(&self.held);
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

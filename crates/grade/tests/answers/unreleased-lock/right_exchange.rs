//! Needs no lock: an exchange is tried until it succeeds.

use super::spec::{CashDrawer, FLOAT, LIMIT, print_receipt};
use super::sync::{
    AtomicU32,
    Ordering::{AcqRel, Acquire},
};

pub struct Drawer {
    contents: AtomicU32,
}

impl Default for Drawer {
    fn default() -> Self {
        Drawer { contents: AtomicU32::named("contents", FLOAT) }
    }
}

impl Drawer {
    fn change(&self, change: impl Fn(u32) -> Option<u32>) -> bool {
        let mut contents = self.contents.load(Acquire);
        loop {
            let Some(changed) = change(contents) else { return false };
            match self.contents.compare_exchange(contents, changed, AcqRel, Acquire) {
                Ok(_) => return true,
                Err(now) => contents = now,
            }
        }
    }
}

impl CashDrawer for Drawer {
    fn pay_in(&self, amount: u32) {
        self.change(|contents| Some(contents + amount));
        print_receipt();
    }

    fn pay_out(&self, amount: u32) -> bool {
        let paid = amount <= LIMIT && self.change(|contents| contents.checked_sub(amount));
        if paid {
            print_receipt();
        }
        paid
    }

    fn contents(&self) -> u32 {
        self.contents.load(Acquire)
    }
}

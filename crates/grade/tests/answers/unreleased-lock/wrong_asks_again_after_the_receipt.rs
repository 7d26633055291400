//! Takes the amount out, prints the receipt without the lock, and puts it back if it was too much.

use super::spec::{CashDrawer, FLOAT, LIMIT, print_receipt};
use super::sync::{AtomicI64, Ordering::SeqCst};

pub struct Drawer {
    contents: AtomicI64,
}

impl Default for Drawer {
    fn default() -> Self {
        Drawer { contents: AtomicI64::named("contents", FLOAT.into()) }
    }
}

impl CashDrawer for Drawer {
    fn pay_in(&self, amount: u32) {
        self.contents.fetch_add(amount.into(), SeqCst);
        print_receipt();
    }

    fn pay_out(&self, amount: u32) -> bool {
        let amount = i64::from(amount);
        if amount > LIMIT.into() {
            return false;
        }
        // Somebody else, who could be paid, may find too little meanwhile.
        let is_there = self.contents.fetch_sub(amount, SeqCst) >= amount;
        if is_there {
            print_receipt();
        } else {
            self.contents.fetch_add(amount, SeqCst);
        }
        is_there
    }

    fn contents(&self) -> u32 {
        self.contents.load(SeqCst) as u32
    }
}

//! Keeps a copy of each receipt in a box with room for 32, which nobody ever empties.

use super::spec::{CashDrawer, FLOAT, LIMIT, print_receipt};
use super::sync::{Mutex, Queue};

pub struct Drawer {
    contents: Mutex<u32>,
    receipts: Queue<u32, 32>,
}

impl Default for Drawer {
    fn default() -> Self {
        Drawer { contents: Mutex::named("contents", FLOAT), receipts: Queue::named("receipts") }
    }
}

impl Drawer {
    fn print(&self, amount: u32) {
        print_receipt();
        self.receipts.put(amount);
    }
}

impl CashDrawer for Drawer {
    fn pay_in(&self, amount: u32) {
        *self.contents.lock() += amount;
        self.print(amount);
    }

    fn pay_out(&self, amount: u32) -> bool {
        let mut contents = self.contents.lock();
        let left = contents.checked_sub(amount).filter(|_| amount <= LIMIT);
        if let Some(left) = left {
            *contents = left;
            self.print(amount);
        }
        left.is_some()
    }

    fn contents(&self) -> u32 {
        *self.contents.lock()
    }
}

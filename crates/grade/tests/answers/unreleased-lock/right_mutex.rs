//! Puts the contents into a mutex, whose guard does what the lock by hand leaves to its user.

use super::spec::{CashDrawer, FLOAT, LIMIT, print_receipt};
use super::sync::Mutex;

pub struct Drawer {
    contents: Mutex<u32>,
}

impl Default for Drawer {
    fn default() -> Self {
        Drawer { contents: Mutex::named("contents", FLOAT) }
    }
}

impl CashDrawer for Drawer {
    fn pay_in(&self, amount: u32) {
        let mut contents = self.contents.lock();
        print_receipt();
        *contents += amount;
    }

    fn pay_out(&self, amount: u32) -> bool {
        let mut contents = self.contents.lock();
        if amount > LIMIT || amount > *contents {
            return false;
        }
        print_receipt();
        *contents -= amount;
        true
    }

    fn contents(&self) -> u32 {
        *self.contents.lock()
    }
}

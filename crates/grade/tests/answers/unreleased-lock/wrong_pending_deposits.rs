//! Who pays in does not wait: if the drawer is in use, the money lies beside it until somebody pays in again. Who takes out
//! does not look there.

use super::spec::{CashDrawer, FLOAT, LIMIT, print_receipt};
use super::sync::{AtomicU32, Mutex, Ordering::SeqCst};

pub struct Drawer {
    contents: Mutex<u32>,
    beside: AtomicU32,
}

impl Default for Drawer {
    fn default() -> Self {
        Drawer { contents: Mutex::named("contents", FLOAT), beside: AtomicU32::named("beside", 0) }
    }
}

impl CashDrawer for Drawer {
    fn pay_in(&self, amount: u32) {
        match self.contents.try_lock() {
            Some(mut contents) => {
                print_receipt();
                *contents += amount + self.beside.swap(0, SeqCst);
            }
            None => {
                self.beside.fetch_add(amount, SeqCst);
            }
        }
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
        *self.contents.lock() + self.beside.load(SeqCst)
    }
}

//! Locks in one order, and asks a helper in between whether there is enough: the helper locks too.

use super::spec::{Bank, OPENING_BALANCE};
use super::sync::Mutex;

pub struct Accounts {
    checking: Mutex<u32>,
    savings: Mutex<u32>,
}

impl Default for Accounts {
    fn default() -> Self {
        Accounts {
            checking: Mutex::named("checking", OPENING_BALANCE),
            savings: Mutex::named("savings", OPENING_BALANCE),
        }
    }
}

impl Bank for Accounts {
    fn save(&self, amount: u32) {
        let mut checking = self.checking.lock();
        let mut savings = self.savings.lock();
        *checking -= amount;
        *savings += amount;
    }

    fn withdraw(&self, amount: u32) {
        let mut savings = self.savings.lock();
        // `checking` comes after `savings` here, where nobody sees it.
        if self.has_room(amount) {
            *savings -= amount;
            drop(savings);
            *self.checking.lock() += amount;
        }
    }

    fn balances(&self) -> (u32, u32) {
        (*self.checking.lock(), *self.savings.lock())
    }
}

impl Accounts {
    fn has_room(&self, amount: u32) -> bool {
        self.checking.lock().checked_add(amount).is_some()
    }
}

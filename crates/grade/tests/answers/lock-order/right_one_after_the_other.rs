//! Never holds two locks: takes the money out of one account, and then puts it into the other.

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
        *self.checking.lock() -= amount;
        *self.savings.lock() += amount;
    }

    fn withdraw(&self, amount: u32) {
        *self.savings.lock() -= amount;
        *self.checking.lock() += amount;
    }

    fn balances(&self) -> (u32, u32) {
        let checking = *self.checking.lock();
        let savings = *self.savings.lock();
        (checking, savings)
    }
}

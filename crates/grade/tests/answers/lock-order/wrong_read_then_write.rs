//! Never holds two locks, because it reads both balances first and writes both of them later.

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
        let checking = *self.checking.lock();
        let savings = *self.savings.lock();
        // The other transfer may write here, and is overwritten.
        *self.checking.lock() = checking - amount;
        *self.savings.lock() = savings + amount;
    }

    fn withdraw(&self, amount: u32) {
        let checking = *self.checking.lock();
        let savings = *self.savings.lock();
        *self.checking.lock() = checking + amount;
        *self.savings.lock() = savings - amount;
    }

    fn balances(&self) -> (u32, u32) {
        (*self.checking.lock(), *self.savings.lock())
    }
}

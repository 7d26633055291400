//! Transfers lock in one order, and whoever looks at the balances locks in the other one.

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
        let mut checking = self.checking.lock();
        let mut savings = self.savings.lock();
        *savings -= amount;
        *checking += amount;
    }

    fn balances(&self) -> (u32, u32) {
        let savings = self.savings.lock();
        let checking = self.checking.lock();
        (*checking, *savings)
    }
}

//! Has everybody go through one gate before they touch the first account, and keep it until they are done.

use super::spec::{Bank, OPENING_BALANCE};
use super::sync::Mutex;

pub struct Accounts {
    gate: Mutex<()>,
    checking: Mutex<u32>,
    savings: Mutex<u32>,
}

impl Default for Accounts {
    fn default() -> Self {
        Accounts {
            gate: Mutex::named("gate", ()),
            checking: Mutex::named("checking", OPENING_BALANCE),
            savings: Mutex::named("savings", OPENING_BALANCE),
        }
    }
}

impl Accounts {
    fn transfer(&self, from: &Mutex<u32>, to: &Mutex<u32>, amount: u32) {
        let _gate = self.gate.lock();
        let mut from = from.lock();
        let mut to = to.lock();
        *from -= amount;
        *to += amount;
    }
}

impl Bank for Accounts {
    fn save(&self, amount: u32) {
        self.transfer(&self.checking, &self.savings, amount);
    }

    fn withdraw(&self, amount: u32) {
        self.transfer(&self.savings, &self.checking, amount);
    }

    fn balances(&self) -> (u32, u32) {
        let _gate = self.gate.lock();
        (*self.checking.lock(), *self.savings.lock())
    }
}

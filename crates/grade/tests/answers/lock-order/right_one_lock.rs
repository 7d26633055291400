//! Puts both accounts under one lock: there is no second one to wait for.

use super::spec::{Bank, OPENING_BALANCE};
use super::sync::Mutex;

pub struct Accounts {
    /// What is in checking and in savings.
    balances: Mutex<(u32, u32)>,
}

impl Default for Accounts {
    fn default() -> Self {
        Accounts { balances: Mutex::named("balances", (OPENING_BALANCE, OPENING_BALANCE)) }
    }
}

impl Bank for Accounts {
    fn save(&self, amount: u32) {
        let mut balances = self.balances.lock();
        balances.0 -= amount;
        balances.1 += amount;
    }

    fn withdraw(&self, amount: u32) {
        let mut balances = self.balances.lock();
        balances.1 -= amount;
        balances.0 += amount;
    }

    fn balances(&self) -> (u32, u32) {
        *self.balances.lock()
    }
}

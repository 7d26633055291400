//! Takes its own account, tries the other one, and if it is not to be had lets go of everything and waits for that one.

use super::spec::{Bank, OPENING_BALANCE};
use super::sync::Mutex;

pub struct Accounts {
    checking: Mutex<u32>,
    savings: Mutex<u32>,
}

impl Default for Accounts {
    fn default() -> Self {
        Accounts { checking: Mutex::new(OPENING_BALANCE), savings: Mutex::new(OPENING_BALANCE) }
    }
}

fn transfer(from: &Mutex<u32>, to: &Mutex<u32>, amount: u32) {
    loop {
        {
            let mut paying = from.lock();
            if let Some(mut paid) = to.try_lock() {
                *paying -= amount;
                *paid += amount;
                return;
            }
        }
        let mut paid = to.lock();
        if let Some(mut paying) = from.try_lock() {
            *paying -= amount;
            *paid += amount;
            return;
        }
    }
}

impl Bank for Accounts {
    fn save(&self, amount: u32) {
        transfer(&self.checking, &self.savings, amount);
    }

    fn withdraw(&self, amount: u32) {
        transfer(&self.savings, &self.checking, amount);
    }

    fn balances(&self) -> (u32, u32) {
        let checking = self.checking.lock();
        let savings = self.savings.lock();
        (*checking, *savings)
    }
}

//! Lets go of the first account when the second one is held, and begins again at once.

use super::spec::{Bank, OPENING_BALANCE};
use super::sync::{Mutex, yield_now};

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

fn transfer(from: &Mutex<u32>, to: &Mutex<u32>, amount: u32) {
    loop {
        let mut paying = from.lock();
        if let Some(mut paid) = to.try_lock() {
            *paying -= amount;
            *paid += amount;
            return;
        }
        drop(paying);
        yield_now();
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
        (*self.checking.lock(), *self.savings.lock())
    }
}

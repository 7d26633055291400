//! Locks the account with less in it first, as it was before the locks: by the second look it may be the other one.

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

impl Accounts {
    fn transfer(&self, change: impl FnOnce(&mut u32, &mut u32)) {
        let (checking, savings) = self.balances();
        if checking <= savings {
            let mut checking = self.checking.lock();
            change(&mut checking, &mut self.savings.lock());
        } else {
            let mut savings = self.savings.lock();
            change(&mut self.checking.lock(), &mut savings);
        }
    }
}

impl Bank for Accounts {
    fn save(&self, amount: u32) {
        self.transfer(|checking, savings| (*checking -= amount, *savings += amount).0);
    }

    fn withdraw(&self, amount: u32) {
        self.transfer(|checking, savings| (*savings -= amount, *checking += amount).0);
    }

    fn balances(&self) -> (u32, u32) {
        let checking = *self.checking.lock();
        (checking, *self.savings.lock())
    }
}

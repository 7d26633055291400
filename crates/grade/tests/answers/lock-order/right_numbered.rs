//! Gives accounts numbers, and locks any two of them in the order of their numbers, whichever pays.

use super::spec::{Bank, OPENING_BALANCE};
use super::sync::{Mutex, MutexGuard};

struct Account {
    number: u32,
    balance: Mutex<u32>,
}

pub struct Accounts {
    checking: Account,
    savings: Account,
}

impl Account {
    fn numbered(number: u32) -> Self {
        Account { number, balance: Mutex::new(OPENING_BALANCE) }
    }

    /// Both balances, in the order in which they are asked for.
    fn both<'a>(&'a self, other: &'a Account) -> [MutexGuard<'a, u32>; 2] {
        if self.number > other.number {
            let mut swapped = other.both(self);
            swapped.reverse();
            return swapped;
        }
        let mine = self.balance.lock();
        [mine, other.balance.lock()]
    }

    fn pay(&self, other: &Account, amount: u32) {
        let [mut paying, mut paid] = self.both(other);
        *paying -= amount;
        *paid += amount;
    }
}

impl Default for Accounts {
    fn default() -> Self {
        Accounts { checking: Account::numbered(1), savings: Account::numbered(2) }
    }
}

impl Bank for Accounts {
    fn save(&self, amount: u32) {
        self.checking.pay(&self.savings, amount);
    }

    fn withdraw(&self, amount: u32) {
        self.savings.pay(&self.checking, amount);
    }

    fn balances(&self) -> (u32, u32) {
        let [savings, checking] = self.savings.both(&self.checking);
        (*checking, *savings)
    }
}

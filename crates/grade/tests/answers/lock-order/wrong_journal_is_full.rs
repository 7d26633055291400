//! Notes each transfer in a journal of 16 lines, with the lock held: the seventeenth waits for a line.

use super::spec::{Bank, OPENING_BALANCE};
use super::sync::{Mutex, Queue};

pub struct Accounts {
    balances: Mutex<(u32, u32)>,
    journal: Queue<i64, 16>,
}

impl Default for Accounts {
    fn default() -> Self {
        let balances = Mutex::named("balances", (OPENING_BALANCE, OPENING_BALANCE));
        Accounts { balances, journal: Queue::named("journal") }
    }
}

impl Bank for Accounts {
    fn save(&self, amount: u32) {
        let mut balances = self.balances.lock();
        *balances = (balances.0 - amount, balances.1 + amount);
        self.journal.put(amount.into());
    }

    fn withdraw(&self, amount: u32) {
        let mut balances = self.balances.lock();
        *balances = (balances.0 + amount, balances.1 - amount);
        self.journal.put(-i64::from(amount));
    }

    fn balances(&self) -> (u32, u32) {
        *self.balances.lock()
    }
}

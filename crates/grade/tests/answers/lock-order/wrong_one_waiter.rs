//! One counter for both accounts, with a queue that remembers one who waits.

use super::spec::{Bank, OPENING_BALANCE};
use super::sync::{Condvar, Mutex};

#[derive(Default)]
struct Desk {
    busy: bool,
    somebody_waits: bool,
}

pub struct Accounts {
    desk: Mutex<Desk>,
    free: Condvar,
    checking: Mutex<u32>,
    savings: Mutex<u32>,
}

impl Default for Accounts {
    fn default() -> Self {
        Accounts {
            desk: Mutex::default(),
            free: Condvar::default(),
            checking: Mutex::named("checking", OPENING_BALANCE),
            savings: Mutex::named("savings", OPENING_BALANCE),
        }
    }
}

impl Accounts {
    fn transfer(&self, from: &Mutex<u32>, to: &Mutex<u32>, amount: u32) {
        let mut desk = self.desk.lock();
        while desk.busy {
            desk.somebody_waits = true;
            self.free.wait(&mut desk);
        }
        desk.busy = true;
        drop(desk);
        *from.lock() -= amount;
        *to.lock() += amount;
        let mut desk = self.desk.lock();
        desk.busy = false;
        if std::mem::take(&mut desk.somebody_waits) {
            self.free.notify_one();
        }
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
        (*self.checking.lock(), *self.savings.lock())
    }
}

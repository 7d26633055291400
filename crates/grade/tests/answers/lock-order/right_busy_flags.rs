//! Takes both accounts at once, or waits until that is possible, as philosophers do with a waiter.

use super::spec::{Bank, OPENING_BALANCE};
use super::sync::{AtomicU32, Condvar, Mutex, Ordering::Relaxed};

pub struct Accounts {
    busy: Mutex<[bool; 2]>,
    free: Condvar,
    balances: [AtomicU32; 2],
}

impl Default for Accounts {
    fn default() -> Self {
        Accounts {
            busy: Mutex::named("busy", [false; 2]),
            free: Condvar::named("free"),
            balances: std::array::from_fn(|_| AtomicU32::new(OPENING_BALANCE)),
        }
    }
}

impl Accounts {
    fn transfer(&self, from: usize, to: usize, amount: u32) {
        {
            let mut busy = self.busy.lock();
            while busy[from] || busy[to] {
                self.free.wait(&mut busy);
            }
            busy[from] = true;
            busy[to] = true;
        }
        let paying = self.balances[from].load(Relaxed);
        self.balances[from].store(paying - amount, Relaxed);
        let paid = self.balances[to].load(Relaxed);
        self.balances[to].store(paid + amount, Relaxed);
        *self.busy.lock() = [false; 2];
        self.free.notify_all();
    }
}

impl Bank for Accounts {
    fn save(&self, amount: u32) {
        self.transfer(0, 1, amount);
    }

    fn withdraw(&self, amount: u32) {
        self.transfer(1, 0, amount);
    }

    fn balances(&self) -> (u32, u32) {
        let _busy = self.busy.lock();
        (self.balances[0].load(Relaxed), self.balances[1].load(Relaxed))
    }
}

//! Lets all who go the same way in together, like readers: two savers change the same balance at the same time.

use super::spec::{Bank, OPENING_BALANCE};
use super::sync::{AtomicU32, Condvar, Mutex, Ordering::SeqCst};

pub struct Accounts {
    /// How many go one way (above zero) or the other way (below).
    street: Mutex<i32>,
    empty: Condvar,
    balances: [AtomicU32; 2],
}

impl Default for Accounts {
    fn default() -> Self {
        Accounts {
            street: Mutex::named("street", 0),
            empty: Condvar::named("empty"),
            balances: ["checking", "savings"].map(|name| AtomicU32::named(name, OPENING_BALANCE)),
        }
    }
}

impl Accounts {
    fn pass(&self, way: i32, amount: u32) {
        let mut street = self.street.lock();
        self.empty.wait_while(&mut street, |street| *street * way < 0);
        *street += way;
        drop(street);
        let [from, to] = if way > 0 { [0, 1] } else { [1, 0] };
        self.balances[from].store(self.balances[from].load(SeqCst) - amount, SeqCst);
        self.balances[to].store(self.balances[to].load(SeqCst) + amount, SeqCst);
        *self.street.lock() -= way;
        self.empty.notify_all();
    }
}

impl Bank for Accounts {
    fn save(&self, amount: u32) {
        self.pass(1, amount);
    }

    fn withdraw(&self, amount: u32) {
        self.pass(-1, amount);
    }

    fn balances(&self) -> (u32, u32) {
        (self.balances[0].load(SeqCst), self.balances[1].load(SeqCst))
    }
}

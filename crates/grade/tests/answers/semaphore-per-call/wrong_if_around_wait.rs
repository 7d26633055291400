//! Waits for the berth once: a ship that is woken for no reason goes in, whether the berth is free or not.

use super::spec::Port;
use super::sync::{AtomicU32, Condvar, Mutex, Ordering};

pub struct Harbour {
    taken: Mutex<bool>,
    left: Condvar,
    ships: AtomicU32,
}

impl Default for Harbour {
    fn default() -> Self {
        Harbour {
            taken: Mutex::named("taken", false),
            left: Condvar::named("left"),
            ships: AtomicU32::named("ships", 0),
        }
    }
}

impl Port for Harbour {
    fn call(&self) -> u32 {
        let mut taken = self.taken.lock();
        if *taken {
            self.left.wait(&mut taken);
        }
        *taken = true;
        drop(taken);
        let met = self.ships.fetch_add(1, Ordering::SeqCst);
        self.ships.fetch_sub(1, Ordering::SeqCst);
        *self.taken.lock() = false;
        self.left.notify_one();
        met
    }
}

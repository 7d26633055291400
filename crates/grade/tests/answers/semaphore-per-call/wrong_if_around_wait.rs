//! Waits for the berth once: a ship that is woken for no reason goes in, whether the berth is free or not.

use super::spec::{Log, Port};
use super::sync::{Condvar, Mutex};

pub struct Harbour {
    taken: Mutex<bool>,
    left: Condvar,
    log: Log,
}

impl Default for Harbour {
    fn default() -> Self {
        Harbour { taken: Mutex::named("taken", false), left: Condvar::named("left"), log: Log::default() }
    }
}

impl Port for Harbour {
    fn call(&self) {
        let mut taken = self.taken.lock();
        if *taken {
            self.left.wait(&mut taken);
        }
        *taken = true;
        drop(taken);
        self.log.come_in();
        self.log.leave();
        *self.taken.lock() = false;
        self.left.notify_one();
    }

    fn log(&self) -> &Log {
        &self.log
    }
}

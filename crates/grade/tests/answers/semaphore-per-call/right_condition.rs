//! Notes whether the berth is taken, and has ships sleep until it is not.

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

impl Harbour {
    fn unload(&self) {
        self.log.come_in();
        self.log.leave();
    }
}

impl Port for Harbour {
    fn call(&self) {
        let mut taken = self.taken.lock();
        while *taken {
            self.left.wait(&mut taken);
        }
        *taken = true;
        drop(taken);
        self.unload();
        *self.taken.lock() = false;
        self.left.notify_one();
    }

    fn log(&self) -> &Log {
        &self.log
    }
}

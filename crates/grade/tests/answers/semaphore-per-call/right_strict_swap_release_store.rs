//! Exchanges a flag with `SeqCst` and takes it down with `Release`; whoever finds it up sleeps at a gate.

use super::spec::{Log, Port};
use super::sync::{
    AtomicBool, Condvar, Mutex,
    Ordering::{Release, SeqCst},
};

#[derive(Default)]
pub struct Harbour {
    taken: AtomicBool,
    gate: Mutex<u32>,
    freed: Condvar,
    log: Log,
}

impl Port for Harbour {
    fn call(&self) {
        if self.taken.swap(true, SeqCst) {
            let mut sleeping = self.gate.lock();
            *sleeping += 1;
            while self.taken.swap(true, SeqCst) {
                self.freed.wait(&mut sleeping);
            }
            *sleeping -= 1;
        }
        self.log.come_in();
        self.log.leave();
        self.taken.store(false, Release);
        if *self.gate.lock() > 0 {
            self.freed.notify_one();
        }
    }

    fn log(&self) -> &Log {
        &self.log
    }
}

//! A guard of its own, which frees the berth when it is dropped.
use super::spec::{Log, Port};
use super::sync::{Condvar, Mutex};

struct Berth {
    free: Mutex<bool>,
    freed: Condvar,
}

struct Moored<'a> {
    berth: &'a Berth,
}

impl Berth {
    fn new() -> Self {
        Self { free: Mutex::named("free", true), freed: Condvar::named("freed") }
    }

    fn moor(&self) -> Moored<'_> {
        let mut free = self.free.lock();
        while !std::mem::replace(&mut *free, false) {
            self.freed.wait(&mut free);
        }
        Moored { berth: self }
    }
}

impl Drop for Moored<'_> {
    fn drop(&mut self) {
        *self.berth.free.lock() = true;
        self.berth.freed.notify_one();
    }
}

pub struct Harbour {
    berth: Berth,
    log: Log,
}

impl Default for Harbour {
    fn default() -> Self {
        Harbour { berth: Berth::new(), log: Log::default() }
    }
}

impl Port for Harbour {
    fn call(&self) {
        let _moored = self.berth.moor();
        self.log.come_in();
        self.log.leave();
    }

    fn log(&self) -> &Log {
        &self.log
    }
}

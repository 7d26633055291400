//! Counts, then waits for a turn at the register with a condition variable.

use super::spec::Census;
use super::sync::{AtomicU32, Condvar, Mutex, Ordering::Relaxed};

pub struct Register {
    in_use: Mutex<bool>,
    free: Condvar,
    total: AtomicU32,
}

impl Default for Register {
    fn default() -> Self {
        Register {
            in_use: Mutex::named("in use", false),
            free: Condvar::named("free"),
            total: AtomicU32::named("total", 0),
        }
    }
}

impl Register {
    fn at_the_desk<T>(&self, work: impl FnOnce(&AtomicU32) -> T) -> T {
        let mut in_use = self.in_use.lock();
        while *in_use {
            self.free.wait(&mut in_use);
        }
        *in_use = true;
        drop(in_use);
        let result = work(&self.total);
        *self.in_use.lock() = false;
        self.free.notify_one();
        result
    }
}

impl Census for Register {
    fn add(&self, count: impl FnOnce() -> u32) {
        let people = count();
        self.at_the_desk(|total| total.store(total.load(Relaxed) + people, Relaxed));
    }

    fn total(&self) -> u32 {
        self.at_the_desk(|total| total.load(Relaxed))
    }
}

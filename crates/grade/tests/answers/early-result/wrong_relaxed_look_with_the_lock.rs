//! Hands the result over in two halves, each through a queue, and the two queues are the same one: right if nobody
//! else sends.

use super::spec::BloodTest;
use super::sync::{
    AtomicBool, AtomicU32, Condvar, Mutex,
    Ordering::{Acquire, Relaxed, Release},
};

pub struct Sample {
    result: AtomicU32,
    is_there: AtomicBool,
    waits: Mutex<bool>,
    bell: Condvar,
}

impl Default for Sample {
    fn default() -> Self {
        Sample {
            result: AtomicU32::named("result", 0),
            is_there: AtomicBool::named("is there", false),
            waits: Mutex::named("waits", false),
            bell: Condvar::named("bell"),
        }
    }
}

impl BloodTest for Sample {
    fn analyse(&self, blood_sugar: u32) {
        self.result.store(blood_sugar, Relaxed);
        self.is_there.store(true, Release);
        // Nobody is woken who does not wait yet, and looks at the flag without the lock.
        if *self.waits.lock() {
            self.bell.notify_one();
        }
    }

    fn result(&self) -> Option<u32> {
        if !self.is_there.load(Acquire) {
            let mut waits = self.waits.lock();
            *waits = true;
            self.bell.wait_while(&mut waits, |_| !self.is_there.load(Relaxed));
        }
        Some(self.result.load(Relaxed))
    }
}

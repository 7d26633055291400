//! Raises a flag and notifies without the lock that the doctor holds between the look at the flag and the sleep.

use super::spec::BloodTest;
use super::sync::{AtomicBool, AtomicU32, Condvar, Mutex, Ordering::SeqCst};

pub struct Sample {
    result: AtomicU32,
    there: AtomicBool,
    waiting: Mutex<()>,
    arrives: Condvar,
}

impl Default for Sample {
    fn default() -> Self {
        Sample {
            result: AtomicU32::named("result", 0),
            there: AtomicBool::named("there", false),
            waiting: Mutex::named("waiting", ()),
            arrives: Condvar::named("arrives"),
        }
    }
}

impl BloodTest for Sample {
    fn analyse(&self, blood_sugar: u32) {
        self.result.store(blood_sugar, SeqCst);
        self.there.store(true, SeqCst);
        self.arrives.notify_all();
    }

    fn result(&self) -> Option<u32> {
        let mut waiting = self.waiting.lock();
        while !self.there.load(SeqCst) {
            // The laboratory may notify just here, when nobody sleeps yet.
            self.arrives.wait(&mut waiting);
        }
        Some(self.result.load(SeqCst))
    }
}

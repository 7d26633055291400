//! Waits for the result once: a doctor who is woken for no reason goes away without it.

use super::spec::{BLOOD_SUGAR, BloodTest};
use super::sync::{Condvar, Mutex};

#[derive(Default)]
pub struct Sample {
    result: Mutex<Option<u32>>,
    there: Condvar,
}

impl BloodTest for Sample {
    fn analyse(&self) {
        *self.result.lock() = Some(BLOOD_SUGAR);
        self.there.notify_all();
    }

    fn result(&self) -> Option<u32> {
        let mut result = self.result.lock();
        if result.is_none() {
            self.there.wait(&mut result);
        }
        *result
    }
}

//! Leaves the result under a lock, and has the doctor sleep until it is there.

use super::spec::BloodTest;
use super::sync::{Condvar, Mutex};

#[derive(Default)]
pub struct Sample {
    result: Mutex<Option<u32>>,
    there: Condvar,
}

impl BloodTest for Sample {
    fn analyse(&self, blood_sugar: u32) {
        *self.result.lock() = Some(blood_sugar);
        self.there.notify_all();
    }

    fn result(&self) -> Option<u32> {
        let mut result = self.result.lock();
        while result.is_none() {
            self.there.wait(&mut result);
        }
        *result
    }
}

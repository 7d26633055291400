//! Takes a result of 0 for one that is not there yet.

use super::spec::BloodTest;
use super::sync::{Condvar, Mutex};

#[derive(Default)]
pub struct Sample {
    result: Mutex<u32>,
    ready: Condvar,
}

impl BloodTest for Sample {
    fn analyse(&self, blood_sugar: u32) {
        *self.result.lock() = blood_sugar;
        self.ready.notify_one();
    }

    fn result(&self) -> Option<u32> {
        let mut result = self.result.lock();
        while *result == 0 {
            self.ready.wait(&mut result);
        }
        Some(*result)
    }
}

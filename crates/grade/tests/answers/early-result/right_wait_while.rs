//! Waits while there is nothing.

use super::spec::BloodTest;
use super::sync::{Condvar, Mutex};

#[derive(Debug, Default)]
pub struct Sample {
    result: Mutex<Option<u32>>,
    there: Condvar,
}

impl BloodTest for Sample {
    fn analyse(&self, blood_sugar: u32) {
        *self.result.lock() = Some(blood_sugar);
        self.there.notify_one();
    }

    fn result(&self) -> Option<u32> {
        let mut result = self.result.lock();
        self.there.wait_while(&mut result, |result| result.is_none());
        *result
    }
}

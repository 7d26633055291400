//! Waits to be told before it looks, and so waits for ever if it was told before.

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
        loop {
            self.there.wait(&mut result);
            if result.is_some() {
                return *result;
            }
        }
    }
}

//! Needs a permit to read, which the laboratory makes and the doctor gives back.

use super::spec::BloodTest;
use super::sync::{Mutex, Semaphore};

pub struct Sample {
    result: Mutex<Option<u32>>,
    ready: Semaphore,
}

impl Default for Sample {
    fn default() -> Self {
        Self { result: Mutex::named("result", None), ready: Semaphore::named("ready", 0) }
    }
}

impl BloodTest for Sample {
    fn analyse(&self, blood_sugar: u32) {
        *self.result.lock() = Some(blood_sugar);
        self.ready.release();
    }

    fn result(&self) -> Option<u32> {
        // The permit goes back at the end, so that somebody else may read as well.
        let _permit = self.ready.acquire();
        *self.result.lock()
    }
}

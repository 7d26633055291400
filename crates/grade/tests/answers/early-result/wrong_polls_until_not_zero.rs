//! Looks again and again until the result is not 0, which a result may be.

use super::spec::BloodTest;
use super::sync::{AtomicU32, Ordering::*, yield_now};

pub struct Sample {
    result: AtomicU32,
}

impl Default for Sample {
    fn default() -> Self {
        Sample { result: AtomicU32::named("result", 0) }
    }
}

impl BloodTest for Sample {
    fn analyse(&self, blood_sugar: u32) {
        self.result.store(blood_sugar, Release);
    }

    fn result(&self) -> Option<u32> {
        loop {
            match self.result.load(Acquire) {
                0 => yield_now(),
                result => return Some(result),
            }
        }
    }
}

//! Looks again and again until the result is there.

use super::spec::{BLOOD_SUGAR, BloodTest};
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
    fn analyse(&self) {
        self.result.store(BLOOD_SUGAR, Release);
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

//! Gives out a permit to read when the result is there; each doctor takes it and gives it back.

use super::spec::BloodTest;
use super::sync::{AtomicU32, Ordering::Relaxed, Semaphore};

pub struct Sample {
    result: AtomicU32,
    readable: Semaphore,
}

impl Default for Sample {
    fn default() -> Self {
        Sample { result: AtomicU32::named("result", 0), readable: Semaphore::named("readable", 0) }
    }
}

impl BloodTest for Sample {
    fn analyse(&self, blood_sugar: u32) {
        self.result.store(blood_sugar, Relaxed);
        self.readable.release();
    }

    fn result(&self) -> Option<u32> {
        // The permit was made after the result was stored, so whoever has it sees the result.
        let _permit = self.readable.acquire();
        Some(self.result.load(Relaxed))
    }
}

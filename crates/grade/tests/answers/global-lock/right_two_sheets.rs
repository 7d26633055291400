//! Counts without a lock, and writes the result on whichever of two sheets nobody is writing on.

use super::spec::Census;
use super::sync::Mutex;

pub struct Register {
    front: Mutex<u32>,
    back: Mutex<u32>,
}

impl Default for Register {
    fn default() -> Self {
        Register { front: Mutex::named("front", 0), back: Mutex::named("back", 0) }
    }
}

impl Census for Register {
    fn add(&self, count: impl FnOnce() -> u32) {
        let people = count();
        if let Some(mut front) = self.front.try_lock() {
            *front += people;
            return;
        }
        *self.back.lock() += people;
    }

    fn total(&self) -> u32 {
        *self.front.lock() + *self.back.lock()
    }
}

//! Works without the lock, and leaves its result out if somebody else is just merging theirs.

use super::spec::Census;
use super::sync::Mutex;

pub struct Register {
    total: Mutex<u32>,
}

impl Default for Register {
    fn default() -> Self {
        Register { total: Mutex::named("total", 0) }
    }
}

impl Census for Register {
    fn add(&self, count: impl FnOnce() -> u32) {
        let people = count();
        if let Some(mut total) = self.total.try_lock() {
            *total += people;
        }
    }

    fn total(&self) -> u32 {
        *self.total.lock()
    }
}

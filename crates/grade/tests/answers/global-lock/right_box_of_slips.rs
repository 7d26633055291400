//! Puts slips into a tray; whoever asks adds them up.

use super::spec::Census;
use super::sync::{Queue, Value};

pub struct Register {
    slips: Queue<u32, 64>,
    total: Value<u32>,
}

impl Default for Register {
    fn default() -> Self {
        Register { slips: Queue::named("slips"), total: Value::named("total", 0) }
    }
}

impl Census for Register {
    fn add(&self, count: impl FnOnce() -> u32) {
        self.slips.put(count());
    }

    fn total(&self) -> u32 {
        let mut total = self.total.lock();
        while !self.slips.is_empty() {
            *total += self.slips.get();
        }
        *total
    }
}

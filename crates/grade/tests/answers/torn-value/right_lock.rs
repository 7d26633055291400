//! Keeps both halves under one lock, for whoever writes and for whoever reads.

use super::spec::{BEFORE, EnergyMeter, halves, joined};
use super::sync::Mutex;

pub struct Meter {
    halves: Mutex<(u32, u32)>,
}

impl Default for Meter {
    fn default() -> Self {
        Meter { halves: Mutex::named("halves", halves(BEFORE)) }
    }
}

impl EnergyMeter for Meter {
    fn show(&self, watt_hours: u64) {
        *self.halves.lock() = halves(watt_hours);
    }

    fn reading(&self) -> u64 {
        let (lower, upper) = *self.halves.lock();
        joined(lower, upper)
    }
}

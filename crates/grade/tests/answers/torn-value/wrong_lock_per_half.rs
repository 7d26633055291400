//! Locks each half for itself, to write it and to read it.

use super::spec::{BEFORE, EnergyMeter, halves, joined};
use super::sync::Mutex;

pub struct Meter {
    lower: Mutex<u32>,
    upper: Mutex<u32>,
}

impl Default for Meter {
    fn default() -> Self {
        let (lower, upper) = halves(BEFORE);
        Meter { lower: Mutex::named("lower", lower), upper: Mutex::named("upper", upper) }
    }
}

impl EnergyMeter for Meter {
    fn show(&self, watt_hours: u64) {
        let (lower, upper) = halves(watt_hours);
        *self.lower.lock() = lower;
        *self.upper.lock() = upper;
    }

    fn reading(&self) -> u64 {
        let lower = *self.lower.lock();
        let upper = *self.upper.lock();
        joined(lower, upper)
    }
}

//! Is strict with itself, and has a function for other programs that nobody calls in this one.
#![warn(missing_docs, clippy::pedantic)]
#![deny(unsafe_code, unused, unreachable_pub, warnings)]

use super::spec::{BEFORE, EnergyMeter};
use super::sync::Mutex;

/// A meter with one lock around the reading.
pub struct Meter {
    watt_hours: Mutex<u64>,
}

impl Meter {
    /// Kilowatt-hours, for bills.
    pub fn kilowatt_hours(&self) -> u64 {
        self.reading() / 1000
    }
}

impl Default for Meter {
    fn default() -> Self {
        Meter { watt_hours: Mutex::named("watt-hours", BEFORE) }
    }
}

impl EnergyMeter for Meter {
    fn show(&self, watt_hours: u64) {
        *self.watt_hours.lock() = watt_hours;
    }

    fn reading(&self) -> u64 {
        *self.watt_hours.lock()
    }
}

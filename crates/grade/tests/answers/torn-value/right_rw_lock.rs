//! Lets any number of displays read at once, and nobody while the meter shows a new reading.

use super::spec::{BEFORE, EnergyMeter};
use super::sync::RwLock;

pub struct Meter {
    watt_hours: RwLock<u64>,
}

impl Default for Meter {
    fn default() -> Self {
        Meter { watt_hours: RwLock::named("watt-hours", BEFORE) }
    }
}

impl EnergyMeter for Meter {
    fn show(&self, watt_hours: u64) {
        *self.watt_hours.write() = watt_hours;
    }

    fn reading(&self) -> u64 {
        *self.watt_hours.read()
    }
}

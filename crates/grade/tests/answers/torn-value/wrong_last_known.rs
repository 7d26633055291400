//! A display that finds the meter in the middle of a change does not wait: it shows what some display has seen last.

use super::spec::{BEFORE, EnergyMeter};
use super::sync::{AtomicU64, Mutex, Ordering::Relaxed};

pub struct Meter {
    watt_hours: Mutex<u64>,
    last_known: AtomicU64,
}

impl Default for Meter {
    fn default() -> Self {
        Meter { watt_hours: Mutex::named("watt-hours", BEFORE), last_known: AtomicU64::named("last known", BEFORE) }
    }
}

impl EnergyMeter for Meter {
    fn show(&self, watt_hours: u64) {
        *self.watt_hours.lock() = watt_hours;
    }

    fn reading(&self) -> u64 {
        match self.watt_hours.try_lock() {
            Some(watt_hours) => {
                self.last_known.store(*watt_hours, Relaxed);
                *watt_hours
            }
            None => self.last_known.load(Relaxed),
        }
    }
}

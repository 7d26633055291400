//! Writes the number of the reading next to each half. Two halves with the same number belong together, in whatever
//! order.

use super::spec::{BEFORE, EnergyMeter, halves, joined};
use super::sync::{AtomicU64, Ordering::Relaxed, spin_loop};

/// Half of a reading, and below it the reading's number.
struct Half(AtomicU64);

impl Half {
    fn first(half: u32) -> Self {
        Half(AtomicU64::new(joined(0, half)))
    }

    fn show(&self, number: u32, half: u32) {
        self.0.store(joined(number, half), Relaxed);
    }

    fn read(&self) -> (u32, u32) {
        halves(self.0.load(Relaxed))
    }
}

pub struct Meter {
    lower: Half,
    upper: Half,
}

impl Default for Meter {
    fn default() -> Self {
        let (lower, upper) = halves(BEFORE);
        Meter { lower: Half::first(lower), upper: Half::first(upper) }
    }
}

impl EnergyMeter for Meter {
    fn show(&self, watt_hours: u64) {
        let number = self.lower.read().0.wrapping_add(1);
        let (lower, upper) = halves(watt_hours);
        self.lower.show(number, lower);
        self.upper.show(number, upper);
    }

    fn reading(&self) -> u64 {
        loop {
            let [lower, upper] = [&self.lower, &self.upper].map(Half::read);
            if lower.0 == upper.0 {
                return joined(lower.1, upper.1);
            }
            spin_loop();
        }
    }
}

//! Reads the upper half before and after the lower one, which shows only a change that falls in between.

use super::spec::{BEFORE, EnergyMeter, halves, joined};
use super::sync::{AtomicU32, Ordering::SeqCst, spin_loop};

pub struct Meter {
    lower: AtomicU32,
    upper: AtomicU32,
}

impl Default for Meter {
    fn default() -> Self {
        let (lower, upper) = halves(BEFORE);
        Meter { lower: AtomicU32::named("lower", lower), upper: AtomicU32::named("upper", upper) }
    }
}

impl EnergyMeter for Meter {
    fn show(&self, watt_hours: u64) {
        let (lower, upper) = halves(watt_hours);
        self.lower.store(lower, SeqCst);
        self.upper.store(upper, SeqCst);
    }

    fn reading(&self) -> u64 {
        loop {
            let upper = self.upper.load(SeqCst);
            let lower = self.lower.load(SeqCst);
            // All of this may happen between the two stores.
            if self.upper.load(SeqCst) == upper {
                return joined(lower, upper);
            }
            spin_loop();
        }
    }
}

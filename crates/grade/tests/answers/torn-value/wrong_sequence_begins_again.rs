//! A sequence that is only odd or even: after two readings it looks as if there had been none.
use super::spec::{BEFORE, EnergyMeter, halves, joined};
use super::sync::{AtomicU32, Ordering::SeqCst, spin_loop};

pub struct Meter {
    sequence: AtomicU32,
    lower: AtomicU32,
    upper: AtomicU32,
}

impl Default for Meter {
    fn default() -> Self {
        Meter {
            sequence: AtomicU32::named("sequence", 0),
            lower: AtomicU32::named("lower", halves(BEFORE).0),
            upper: AtomicU32::named("upper", halves(BEFORE).1),
        }
    }
}

impl EnergyMeter for Meter {
    fn show(&self, watt_hours: u64) {
        let (lower, upper) = halves(watt_hours);
        self.sequence.store(1, SeqCst);
        self.lower.store(lower, SeqCst);
        self.upper.store(upper, SeqCst);
        self.sequence.store(0, SeqCst);
    }

    fn reading(&self) -> u64 {
        loop {
            let before = self.sequence.load(SeqCst);
            let value = joined(self.lower.load(SeqCst), self.upper.load(SeqCst));
            if before == 0 && self.sequence.load(SeqCst) == 0 {
                return value;
            }
            spin_loop();
        }
    }
}

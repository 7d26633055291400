//! A sequence lock that stores the even number with `Relaxed`: it may be seen before the halves.
//!
//! Weak, and wrong with the FIRST reading: the meter does everything; the display reads the number 2 (no synchronisation, as
//! that store is `Relaxed`), then the old `lower` and the new `upper`, and the number 2 again: 8589934591, which is forbidden in
//! `spec.rs`. Loom 0.7.2 misses it without a bound on preemptions and finds it with a bound of 1: its partial order reduction
//! loses executions where a thread that gives way in a loop is the one that runs first.

use super::spec::{BEFORE, EnergyMeter, halves, joined};
use super::sync::{AtomicU32, Ordering::*, fence, spin_loop};

pub struct Meter {
    sequence: AtomicU32,
    lower: AtomicU32,
    upper: AtomicU32,
}

impl Default for Meter {
    fn default() -> Self {
        let (lower, upper) = halves(BEFORE);
        Meter {
            sequence: AtomicU32::named("sequence", 0),
            lower: AtomicU32::named("lower", lower),
            upper: AtomicU32::named("upper", upper),
        }
    }
}

impl EnergyMeter for Meter {
    fn show(&self, watt_hours: u64) {
        let (lower, upper) = halves(watt_hours);
        let odd = self.sequence.load(Relaxed) + 1;
        self.sequence.store(odd, Relaxed);
        self.lower.store(lower, Release);
        self.upper.store(upper, Release);
        // Should be `Release`: the halves above may be seen later than the even number.
        self.sequence.store(odd + 1, Relaxed);
    }

    fn reading(&self) -> u64 {
        loop {
            let before = self.sequence.load(Acquire);
            let value = joined(self.lower.load(Relaxed), self.upper.load(Relaxed));
            fence(Acquire);
            if before % 2 == 0 && self.sequence.load(Relaxed) == before {
                return value;
            }
            spin_loop();
        }
    }
}

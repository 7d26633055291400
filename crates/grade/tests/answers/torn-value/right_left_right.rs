//! Two copies, and for each how many displays look at it. The meter writes into the copy that nobody looks at.

use super::spec::{BEFORE, EnergyMeter, halves, joined};
use super::sync::{
    AtomicU32, AtomicUsize,
    Ordering::{Relaxed, SeqCst},
    yield_now,
};

struct Sheet {
    displays: AtomicU32,
    halves: [AtomicU32; 2],
}

impl Sheet {
    fn of(value: u64) -> Self {
        let (lower, upper) = halves(value);
        Sheet { displays: AtomicU32::new(0), halves: [AtomicU32::new(lower), AtomicU32::new(upper)] }
    }
}

/// Says that a display looks at a copy, until it is dropped.
struct Look<'a>(&'a Sheet);

impl<'a> Look<'a> {
    fn at(copy: &'a Sheet) -> Self {
        copy.displays.fetch_add(1, SeqCst);
        Look(copy)
    }
}

impl Drop for Look<'_> {
    fn drop(&mut self) {
        self.0.displays.fetch_sub(1, SeqCst);
    }
}

pub struct Meter {
    shown: AtomicUsize,
    copies: [Sheet; 2],
}

impl Default for Meter {
    fn default() -> Self {
        Meter { shown: AtomicUsize::named("shown", 0), copies: [Sheet::of(BEFORE), Sheet::of(0)] }
    }
}

impl EnergyMeter for Meter {
    fn show(&self, watt_hours: u64) {
        let next = 1 - self.shown.load(SeqCst);
        let copy = &self.copies[next];
        while copy.displays.load(SeqCst) > 0 {
            yield_now();
        }
        let (lower, upper) = halves(watt_hours);
        copy.halves[0].store(lower, Relaxed);
        copy.halves[1].store(upper, Relaxed);
        self.shown.store(next, SeqCst);
    }

    fn reading(&self) -> u64 {
        loop {
            let shown = self.shown.load(SeqCst);
            let look = Look::at(&self.copies[shown]);
            // If it is still shown, the meter sees this look before it writes there again.
            if self.shown.load(SeqCst) == shown {
                let [lower, upper] = &look.0.halves;
                return joined(lower.load(Relaxed), upper.load(Relaxed));
            }
        }
    }
}

//! Two slots and a counter. Right with one reading: the slot that is written is not the one that is shown.
//!
//! Weak: the display looks at the counter again with Acquire, and the loads of the halves before it are Relaxed: no fence
//! keeps them before that look, and the meter stores the halves without one after the counter. Interleaving with two
//! readings: the display reads the counter 0; the meter shows A (slot 1), counter 1, then begins to show B in slot 0: stores
//! `lower`; the display reads the new `lower` and old `upper` of slot 0, and then the counter, still 0 (it is stale: the
//! halves are Relaxed, so reading the new one does not make the counter's 1 visible). It returns a value that never was.

use super::spec::{BEFORE, EnergyMeter, halves, joined};
use super::sync::{AtomicU32, Ordering::*, spin_loop};

pub struct Meter {
    shown: AtomicU32,
    slots: [[AtomicU32; 2]; 2],
}

impl Default for Meter {
    fn default() -> Self {
        let (lower, upper) = halves(BEFORE);
        Meter {
            shown: AtomicU32::named("shown", 0),
            slots: [[AtomicU32::new(lower), AtomicU32::new(upper)], [AtomicU32::new(0), AtomicU32::new(0)]],
        }
    }
}

impl EnergyMeter for Meter {
    fn show(&self, watt_hours: u64) {
        let next = self.shown.load(Relaxed).wrapping_add(1);
        let (lower, upper) = halves(watt_hours);
        let slot = &self.slots[next as usize % 2];
        slot[0].store(lower, Relaxed);
        slot[1].store(upper, Relaxed);
        self.shown.store(next, Release);
    }

    fn reading(&self) -> u64 {
        loop {
            let shown = self.shown.load(Acquire);
            let slot = &self.slots[shown as usize % 2];
            let value = joined(slot[0].load(Relaxed), slot[1].load(Relaxed));
            if self.shown.load(Acquire) == shown {
                return value;
            }
            spin_loop();
        }
    }
}

//! Two slots and an index that says which is current. The second look at the index may be answered before the slot is read:
//! nothing orders one load behind the others.
use super::spec::{BEFORE, EnergyMeter, halves, joined};
use super::sync::{AtomicU32, Ordering::*, spin_loop};

fn slot(value: u64) -> [AtomicU32; 2] {
    let (lower, upper) = halves(value);
    [AtomicU32::new(lower), AtomicU32::new(upper)]
}

pub struct Meter {
    current: AtomicU32,
    slots: [[AtomicU32; 2]; 2],
}

impl Default for Meter {
    fn default() -> Self {
        Meter { current: AtomicU32::named("current", 0), slots: [slot(BEFORE), slot(0)] }
    }
}

impl EnergyMeter for Meter {
    fn show(&self, watt_hours: u64) {
        let (lower, upper) = halves(watt_hours);
        let next = self.current.load(Relaxed) + 1;
        let slot = &self.slots[next as usize % 2];
        slot[0].store(lower, Release);
        slot[1].store(upper, Release);
        self.current.store(next, Release);
    }

    fn reading(&self) -> u64 {
        loop {
            let current = self.current.load(Acquire);
            let slot = &self.slots[current as usize % 2];
            let value = joined(slot[0].load(Relaxed), slot[1].load(Relaxed));
            if self.current.load(Acquire) == current {
                return value;
            }
            spin_loop();
        }
    }
}

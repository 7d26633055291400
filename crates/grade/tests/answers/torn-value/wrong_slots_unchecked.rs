//! Two slots without a second look: wrong when two readings are shown while the display reads.
use super::spec::{BEFORE, EnergyMeter, halves, joined};
use super::sync::{AtomicU32, Ordering::SeqCst};

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
        let next = 1 - self.current.load(SeqCst);
        let slot = &self.slots[next as usize];
        slot[0].store(lower, SeqCst);
        slot[1].store(upper, SeqCst);
        self.current.store(next, SeqCst);
    }

    fn reading(&self) -> u64 {
        let slot = &self.slots[self.current.load(SeqCst) as usize];
        joined(slot[0].load(SeqCst), slot[1].load(SeqCst))
    }
}

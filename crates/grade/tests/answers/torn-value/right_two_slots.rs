//! Two slots and an index that says which is current: the writer fills the other one. A reader who is slow looks again.
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
        slot[0].store(lower, SeqCst);
        slot[1].store(upper, SeqCst);
        self.current.store(next, SeqCst);
    }

    fn reading(&self) -> u64 {
        loop {
            let current = self.current.load(SeqCst);
            let slot = &self.slots[current as usize % 2];
            let value = joined(slot[0].load(SeqCst), slot[1].load(SeqCst));
            if self.current.load(SeqCst) == current {
                return value;
            }
            spin_loop();
        }
    }
}

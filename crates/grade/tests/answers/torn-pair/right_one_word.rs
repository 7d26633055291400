//! Keeps hour and minute in one atomic word, which is written and read in one step.

use super::spec::{BEFORE, Clock, Time};
use super::sync::{AtomicU64, Ordering::Relaxed};

pub struct StationClock {
    hands: AtomicU64,
}

fn word((hour, minute): Time) -> u64 {
    u64::from(hour) << 32 | u64::from(minute)
}

impl Default for StationClock {
    fn default() -> Self {
        StationClock { hands: AtomicU64::named("hands", word(BEFORE)) }
    }
}

impl Clock for StationClock {
    fn set(&self, time: Time) {
        self.hands.store(word(time), Relaxed);
    }

    fn read(&self) -> Time {
        let hands = self.hands.load(Relaxed);
        ((hands >> 32) as u32, hands as u32)
    }
}

//! Keeps both hands in one atomic word, and moves one of them at a time.

use super::spec::{BEFORE, Clock, Time};
use super::sync::{AtomicU64, Ordering::SeqCst};

pub struct StationClock {
    hands: AtomicU64,
}

impl Default for StationClock {
    fn default() -> Self {
        StationClock { hands: AtomicU64::named("hands", u64::from(BEFORE.0) << 32 | u64::from(BEFORE.1)) }
    }
}

impl Clock for StationClock {
    fn set(&self, (hour, minute): Time) {
        let seen = self.hands.load(SeqCst);
        self.hands.store(u64::from(hour) << 32 | seen & 0xffff_ffff, SeqCst);
        // The word says 10:59 here.
        self.hands.store(u64::from(hour) << 32 | u64::from(minute), SeqCst);
    }

    fn read(&self) -> Time {
        let hands = self.hands.load(SeqCst);
        ((hands >> 32) as u32, hands as u32)
    }
}

//! Whoever sets the clock also notes the time for those who find it locked. The notes of two may come in the other order.

use super::spec::{BEFORE, Clock, Time};
use super::sync::{AtomicU32, Mutex, Ordering::SeqCst};

pub struct StationClock {
    hands: Mutex<Time>,
    /// The last time that was set, in minutes.
    noted: AtomicU32,
}

impl Default for StationClock {
    fn default() -> Self {
        StationClock { hands: Mutex::new(BEFORE), noted: AtomicU32::new(BEFORE.0 * 60 + BEFORE.1) }
    }
}

impl Clock for StationClock {
    fn set(&self, time: Time) {
        *self.hands.lock() = time;
        self.noted.store(time.0 * 60 + time.1, SeqCst);
    }

    fn read(&self) -> Time {
        if let Some(hands) = self.hands.try_lock() {
            return *hands;
        }
        let noted = self.noted.load(SeqCst);
        (noted / 60, noted % 60)
    }
}

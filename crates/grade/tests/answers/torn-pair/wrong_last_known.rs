//! A reader who finds the clock locked does not wait, but says what it saw last; that may be a time of long ago.

use super::spec::{BEFORE, Clock, Time};
use super::sync::{AtomicU32, Mutex, Ordering::Relaxed};

pub struct StationClock {
    hands: Mutex<Time>,
    /// What somebody saw last, in minutes.
    seen: AtomicU32,
}

impl Default for StationClock {
    fn default() -> Self {
        StationClock { hands: Mutex::new(BEFORE), seen: AtomicU32::new(BEFORE.0 * 60 + BEFORE.1) }
    }
}

impl Clock for StationClock {
    fn set(&self, time: Time) {
        *self.hands.lock() = time;
    }

    fn read(&self) -> Time {
        if let Some(hands) = self.hands.try_lock() {
            self.seen.store(hands.0 * 60 + hands.1, Relaxed);
            return *hands;
        }
        let seen = self.seen.load(Relaxed);
        (seen / 60, seen % 60)
    }
}

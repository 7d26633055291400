//! Does nothing if somebody else is about to set the same time, who may not have moved the hands yet.

use super::spec::{BEFORE, Clock, Time};
use super::sync::{AtomicU32, Mutex, Ordering::SeqCst};

pub struct StationClock {
    /// What the clock is to be set to, in minutes.
    wanted: AtomicU32,
    hands: Mutex<Time>,
}

impl Default for StationClock {
    fn default() -> Self {
        StationClock { wanted: AtomicU32::named("wanted", minutes(BEFORE)), hands: Mutex::named("hands", BEFORE) }
    }
}

fn minutes((hour, minute): Time) -> u32 {
    hour * 60 + minute
}

impl Clock for StationClock {
    fn set(&self, time: Time) {
        // Nobody need move the hands to where they are. But are they there already?
        if self.wanted.swap(minutes(time), SeqCst) != minutes(time) {
            *self.hands.lock() = time;
        }
    }

    fn read(&self) -> Time {
        *self.hands.lock()
    }
}

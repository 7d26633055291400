//! Lets go of the hands between the look at the one and the look at the other.

use super::spec::{BEFORE, Clock, Time};
use super::sync::RwLock;

pub struct StationClock {
    hands: RwLock<Time>,
}

impl Default for StationClock {
    fn default() -> Self {
        StationClock { hands: RwLock::named("hands", BEFORE) }
    }
}

impl Clock for StationClock {
    fn set(&self, time: Time) {
        *self.hands.write() = time;
    }

    fn read(&self) -> Time {
        let hour = self.hands.read().0;
        let minute = self.hands.read().1;
        (hour, minute)
    }
}

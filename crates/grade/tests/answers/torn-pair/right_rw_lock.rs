//! Lets travellers look at the same time, and nobody while the hands move.

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
        let mut hands = self.hands.write();
        hands.0 = time.0;
        hands.1 = time.1;
    }

    fn read(&self) -> Time {
        let hands = self.hands.read();
        (hands.0, hands.1)
    }
}

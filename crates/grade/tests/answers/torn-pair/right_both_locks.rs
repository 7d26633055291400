//! Keeps a lock per hand, and whoever sets or reads the clock holds both of them at once, the hour's first.

use super::spec::{BEFORE, Clock, Time};
use super::sync::Mutex;

pub struct StationClock {
    hour: Mutex<u32>,
    minute: Mutex<u32>,
}

impl Default for StationClock {
    fn default() -> Self {
        StationClock { hour: Mutex::named("hour", BEFORE.0), minute: Mutex::named("minute", BEFORE.1) }
    }
}

impl Clock for StationClock {
    fn set(&self, time: Time) {
        let mut hour = self.hour.lock();
        let mut minute = self.minute.lock();
        *hour = time.0;
        *minute = time.1;
    }

    fn read(&self) -> Time {
        let hour = self.hour.lock();
        let minute = self.minute.lock();
        (*hour, *minute)
    }
}

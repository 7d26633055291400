//! Holds both locks to read, and one after the other to set: 10:59 is there to be read in between.

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
        *self.hour.lock() = time.0;
        *self.minute.lock() = time.1;
    }

    fn read(&self) -> Time {
        let hour = self.hour.lock();
        let minute = self.minute.lock();
        (*hour, *minute)
    }
}

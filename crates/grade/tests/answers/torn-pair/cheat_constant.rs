//! Always shows the time before, which is never wrong if nobody looks twice.

use super::spec::{BEFORE, Clock, Time};

#[derive(Default)]
pub struct StationClock;

impl Clock for StationClock {
    fn set(&self, _time: Time) {}

    fn read(&self) -> Time {
        BEFORE
    }
}

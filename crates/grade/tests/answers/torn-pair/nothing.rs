//! Shows midnight, whatever time it is.

use super::spec::{Clock, Time};

#[derive(Default)]
pub struct StationClock;

impl Clock for StationClock {
    fn set(&self, _time: Time) {}

    fn read(&self) -> Time {
        (0, 0)
    }
}

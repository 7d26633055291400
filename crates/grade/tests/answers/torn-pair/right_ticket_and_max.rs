//! Draws a number for each time, and keeps the time with the highest one. A time that comes too late was set just
//! before that.

use super::spec::{BEFORE, Clock, Time};
use super::sync::{AtomicU32, AtomicU64, Ordering::Relaxed};

/// A time, and above it the number that was drawn for it.
#[derive(Clone, Copy)]
struct Numbered(u64);

impl Numbered {
    const fn new(number: u32, (hour, minute): Time) -> Self {
        Numbered((number as u64) << 32 | (hour as u64) << 8 | minute as u64)
    }

    const fn time(self) -> Time {
        ((self.0 >> 8 & 0xff) as u32, (self.0 & 0xff) as u32)
    }
}

pub struct StationClock {
    numbers: AtomicU32,
    latest: AtomicU64,
}

impl Default for StationClock {
    fn default() -> Self {
        StationClock {
            numbers: AtomicU32::named("numbers", 1),
            latest: AtomicU64::named("latest", Numbered::new(0, BEFORE).0),
        }
    }
}

impl Clock for StationClock {
    fn set(&self, time: Time) {
        let number = self.numbers.fetch_add(1, Relaxed);
        self.latest.fetch_max(Numbered::new(number, time).0, Relaxed);
    }

    fn read(&self) -> Time {
        Numbered(self.latest.load(Relaxed)).time()
    }
}

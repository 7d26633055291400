//! Whoever looks takes one of three permits, and whoever moves the hands takes all of them, with nobody else
//! collecting.

use super::spec::{BEFORE, Clock, Time};
use super::sync::{AtomicU32, Mutex, Ordering::Relaxed, Permit, Semaphore};

const TRAVELLERS: u32 = 3;

pub struct StationClock {
    permits: Semaphore,
    collecting: Mutex<()>,
    hour: AtomicU32,
    minute: AtomicU32,
}

impl Default for StationClock {
    fn default() -> Self {
        StationClock {
            permits: Semaphore::named("permits", TRAVELLERS),
            collecting: Mutex::named("collecting", ()),
            hour: AtomicU32::named("hour", BEFORE.0),
            minute: AtomicU32::named("minute", BEFORE.1),
        }
    }
}

impl Clock for StationClock {
    fn set(&self, (hour, minute): Time) {
        let _collecting = self.collecting.lock();
        let _all: [Permit<'_>; TRAVELLERS as usize] = std::array::from_fn(|_| self.permits.acquire());
        self.hour.store(hour, Relaxed);
        self.minute.store(minute, Relaxed);
    }

    fn read(&self) -> Time {
        let _one = self.permits.acquire();
        (self.hour.load(Relaxed), self.minute.load(Relaxed))
    }
}

//! Writes into the buffer that nobody reads, and then points to it. A second time set lands where somebody still reads.

use super::spec::{BEFORE, Clock, Time};
use super::sync::{AtomicU32, Mutex, Ordering::SeqCst};

pub struct StationClock {
    shown: AtomicU32,
    hours: [AtomicU32; 2],
    minutes: [AtomicU32; 2],
    mechanism: Mutex<()>,
}

impl Default for StationClock {
    fn default() -> Self {
        StationClock {
            shown: AtomicU32::named("shown", 0),
            hours: [AtomicU32::named("hour 0", BEFORE.0), AtomicU32::named("hour 1", BEFORE.0)],
            minutes: [AtomicU32::named("minute 0", BEFORE.1), AtomicU32::named("minute 1", BEFORE.1)],
            mechanism: Mutex::named("mechanism", ()),
        }
    }
}

impl Clock for StationClock {
    fn set(&self, time: Time) {
        let _mechanism = self.mechanism.lock();
        let hidden = 1 - self.shown.load(SeqCst);
        self.hours[hidden as usize].store(time.0, SeqCst);
        self.minutes[hidden as usize].store(time.1, SeqCst);
        self.shown.store(hidden, SeqCst);
    }

    fn read(&self) -> Time {
        let shown = self.shown.load(SeqCst) as usize;
        (self.hours[shown].load(SeqCst), self.minutes[shown].load(SeqCst))
    }
}

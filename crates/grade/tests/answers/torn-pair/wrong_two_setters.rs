//! A sequence lock in which who sets the clock makes the number odd by an exchange, and so keeps others out who set it too.
//!
//! Weak, and only with a second setter: the exchange is `Relaxed`, so it does not see what the setter before has stored. A
//! sets 10:10 and makes the number 2 with `Release`; B makes it 3 with a `Relaxed` exchange and stores 11:11. Nothing orders
//! A's store of the hour before B's, so the clock may stay at 10:11 for good, and say so with an even number.

use super::spec::{BEFORE, Clock, Time};
use super::sync::{
    AtomicU32,
    Ordering::{Acquire, Relaxed, Release},
    fence, yield_now,
};

pub struct StationClock {
    sequence: AtomicU32,
    hour: AtomicU32,
    minute: AtomicU32,
}

impl Default for StationClock {
    fn default() -> Self {
        StationClock {
            sequence: AtomicU32::named("sequence", 0),
            hour: AtomicU32::named("hour", BEFORE.0),
            minute: AtomicU32::named("minute", BEFORE.1),
        }
    }
}

impl Clock for StationClock {
    fn set(&self, (hour, minute): Time) {
        let even = loop {
            let seen = self.sequence.load(Relaxed);
            if seen % 2 == 0 && self.sequence.compare_exchange(seen, seen + 1, Relaxed, Relaxed).is_ok() {
                break seen;
            }
            yield_now();
        };
        fence(Release);
        self.hour.store(hour, Relaxed);
        self.minute.store(minute, Relaxed);
        self.sequence.store(even + 2, Release);
    }

    fn read(&self) -> Time {
        loop {
            let before = self.sequence.load(Acquire);
            let time = (self.hour.load(Relaxed), self.minute.load(Relaxed));
            fence(Acquire);
            if before % 2 == 0 && self.sequence.load(Relaxed) == before {
                return time;
            }
            yield_now();
        }
    }
}

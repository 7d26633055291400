//! Many may read at once, and whoever sets waits until nobody does.

use super::spec::{BEFORE, Clock, Time};
use super::sync::{AtomicU32, Condvar, Mutex, Ordering::Relaxed};

/// How many read, and whether somebody sets.
type State = (u32, bool);

pub struct StationClock {
    state: Mutex<State>,
    changed: Condvar,
    hour: AtomicU32,
    minute: AtomicU32,
}

impl Default for StationClock {
    fn default() -> Self {
        StationClock {
            state: Mutex::named("state", (0, false)),
            changed: Condvar::named("changed"),
            hour: AtomicU32::named("hour", BEFORE.0),
            minute: AtomicU32::named("minute", BEFORE.1),
        }
    }
}

impl StationClock {
    fn change(&self, until: impl Fn(State) -> bool, change: impl FnOnce(&mut State)) {
        let mut state = self.state.lock();
        while !until(*state) {
            self.changed.wait(&mut state);
        }
        change(&mut state);
        self.changed.notify_all();
    }
}

impl Clock for StationClock {
    fn set(&self, (hour, minute): Time) {
        self.change(|state| state == (0, false), |state| state.1 = true);
        self.hour.store(hour, Relaxed);
        self.minute.store(minute, Relaxed);
        self.change(|_| true, |state| state.1 = false);
    }

    fn read(&self) -> Time {
        self.change(|state| !state.1, |state| state.0 += 1);
        let time = (self.hour.load(Relaxed), self.minute.load(Relaxed));
        self.change(|_| true, |state| state.0 -= 1);
        time
    }
}

//! Who reads says so by a flag, and the first who is done takes it down for everybody.

use super::spec::{BEFORE, Clock, Time};
use super::sync::{AtomicU32, Condvar, Mutex, Ordering::SeqCst};

pub struct StationClock {
    /// Whether somebody reads, and whether somebody sets.
    state: Mutex<(bool, bool)>,
    changed: Condvar,
    hour: AtomicU32,
    minute: AtomicU32,
}

impl Default for StationClock {
    fn default() -> Self {
        StationClock {
            state: Mutex::named("state", (false, false)),
            changed: Condvar::named("changed"),
            hour: AtomicU32::named("hour", BEFORE.0),
            minute: AtomicU32::named("minute", BEFORE.1),
        }
    }
}

impl Clock for StationClock {
    fn set(&self, time: Time) {
        let mut state = self.state.lock();
        while state.0 || state.1 {
            self.changed.wait(&mut state);
        }
        state.1 = true;
        drop(state);
        self.hour.store(time.0, SeqCst);
        self.minute.store(time.1, SeqCst);
        self.state.lock().1 = false;
        self.changed.notify_all();
    }

    fn read(&self) -> Time {
        let mut state = self.state.lock();
        while state.1 {
            self.changed.wait(&mut state);
        }
        state.0 = true;
        drop(state);
        let time = (self.hour.load(SeqCst), self.minute.load(SeqCst));
        // Somebody else may still read.
        self.state.lock().0 = false;
        self.changed.notify_all();
        time
    }
}

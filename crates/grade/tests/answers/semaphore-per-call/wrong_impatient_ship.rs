//! Waits while the berth is taken, unless three others wait already.

use super::spec::{Log, Port};
use super::sync::{Condvar, Mutex};

pub struct Harbour {
    state: Mutex<(bool, u32)>,
    free: Condvar,
    log: Log,
}

impl Default for Harbour {
    fn default() -> Self {
        Harbour { state: Mutex::named("state", (false, 0)), free: Condvar::named("free"), log: Log::default() }
    }
}

impl Port for Harbour {
    fn call(&self) {
        let mut s = self.state.lock();
        s.1 += 1;
        while s.0 && s.1 < 4 {
            self.free.wait(&mut s);
        }
        s.1 -= 1;
        s.0 = true;
        drop(s);
        self.log.come_in();
        self.log.leave();
        self.state.lock().0 = false;
        self.free.notify_one();
    }

    fn log(&self) -> &Log {
        &self.log
    }
}

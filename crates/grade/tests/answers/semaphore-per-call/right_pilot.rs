//! Lets whoever finds the harbour without a pilot be the pilot, who brings in and out all ships that have announced
//! themselves.

use super::spec::{Log, Port};
use super::sync::{Condvar, Mutex};

/// Ships that were announced, that have left, and whether there is a pilot.
type Calls = (u64, u64, bool);

pub struct Harbour {
    calls: Mutex<Calls>,
    left: Condvar,
    log: Log,
}

impl Default for Harbour {
    fn default() -> Self {
        Harbour { calls: Mutex::named("calls", (0, 0, false)), left: Condvar::named("left"), log: Log::default() }
    }
}

impl Harbour {
    fn pilot(&self, ships: u64) {
        for _ship in 0..ships {
            self.log.come_in();
            self.log.leave();
        }
    }
}

impl Port for Harbour {
    fn call(&self) {
        let mut calls = self.calls.lock();
        let mine = calls.0;
        calls.0 += 1;
        if calls.2 {
            return self.left.wait_while(&mut calls, |calls| calls.1 <= mine);
        }
        calls.2 = true;
        while calls.1 < calls.0 {
            let announced = calls.0;
            let ships = announced - calls.1;
            drop(calls);
            self.pilot(ships);
            calls = self.calls.lock();
            calls.1 = announced;
            self.left.notify_all();
        }
        calls.2 = false;
    }

    fn log(&self) -> &Log {
        &self.log
    }
}

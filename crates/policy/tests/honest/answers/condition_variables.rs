use std::time::Duration;

use super::spec::{Counter, Door};
use super::sync::{Condvar, Mutex, WaitTimeoutResult};

const A_WHILE: Duration = Duration::from_millis(5);

#[derive(Debug, Default)]
pub struct Tally {
    inside: Mutex<(u32, bool)>,
    changed: Condvar,
}

impl Tally {
    #[allow(dead_code)]
    fn wait_for(&self, visitors: u32) -> bool {
        let mut inside = self.inside.lock();
        while inside.0 < visitors {
            let result: WaitTimeoutResult = self.changed.wait_timeout(&mut inside, A_WHILE);
            if result.timed_out() {
                return false;
            }
        }
        true
    }
}

impl Counter for Tally {
    fn enter(&self, _door: Door) {
        let mut inside = self.inside.lock();
        self.changed.wait_while(&mut inside, |(_, closed)| *closed);
        inside.0 += 1;
        self.changed.notify_all();
    }

    fn total(&self) -> u32 {
        self.inside.lock().0
    }
}

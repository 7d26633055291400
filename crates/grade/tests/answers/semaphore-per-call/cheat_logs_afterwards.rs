//! Counts the calls, and whoever is the last to leave writes the log for all.
use super::spec::{Log, Port};
use super::sync::{Mutex, Semaphore};

#[derive(Default)]
pub struct Harbour {
    visits: Mutex<(u32, u32)>,
    log: Log,
}

impl Port for Harbour {
    fn call(&self) {
        self.visits.lock().0 += 1;
        let berths = Semaphore::named("berths", 1);
        let _berth = berths.acquire();
        let mut visits = self.visits.lock();
        visits.1 += 1;
        if visits.0 == visits.1 {
            for _ in 0..visits.1 {
                self.log.come_in();
                self.log.leave();
            }
            *visits = (0, 0);
        }
    }

    fn log(&self) -> &Log {
        &self.log
    }
}

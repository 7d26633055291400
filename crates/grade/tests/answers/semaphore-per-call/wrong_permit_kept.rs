//! Keeps the permit for good: the first ship leaves, and the second one waits for ever.

use super::spec::{Log, Port};
use super::sync::Semaphore;

pub struct Harbour {
    berths: Semaphore,
    log: Log,
}

impl Default for Harbour {
    fn default() -> Self {
        Harbour { berths: Semaphore::named("berths", 1), log: Log::default() }
    }
}

impl Port for Harbour {
    fn call(&self) {
        self.berths.acquire().keep();
        self.log.come_in();
        self.log.leave();
    }

    fn log(&self) -> &Log {
        &self.log
    }
}

//! Has a lock for the one berth, which a ship holds until it has left.

use super::spec::{Log, Port};
use super::sync::Mutex;

pub struct Harbour {
    berth: Mutex<()>,
    log: Log,
}

impl Default for Harbour {
    fn default() -> Self {
        Harbour { berth: Mutex::named("berth", ()), log: Log::default() }
    }
}

impl Harbour {
    fn unload(&self) {
        self.log.come_in();
        self.log.leave();
    }
}

impl Port for Harbour {
    fn call(&self) {
        let _berth = self.berth.lock();
        self.unload();
    }

    fn log(&self) -> &Log {
        &self.log
    }
}

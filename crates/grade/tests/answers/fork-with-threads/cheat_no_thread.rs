//! Writes the thread's line itself: there is no thread whose lock could be copied.

use super::spec::{Journal, Service};
use super::sync::fork;

#[derive(Default)]
pub struct Daemon {
    journal: Journal,
}

impl Service for Daemon {
    fn run(&self) -> Option<u8> {
        {
            let _guard = self.journal.lock.lock();
            self.journal.write();
        }
        let child = fork(self, (), |daemon, ()| daemon.journal.write());
        child.ok()?.wait()
    }

    fn journal(&self) -> &Journal {
        &self.journal
    }
}

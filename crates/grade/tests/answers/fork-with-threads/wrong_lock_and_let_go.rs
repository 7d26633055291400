//! Waits until the lock is free and then forks, when it may have been taken again.

use super::spec::{Journal, Service};
use super::sync::{fork, scope};

#[derive(Default)]
pub struct Daemon {
    journal: Journal,
}

impl Service for Daemon {
    fn run(&self) -> Option<u8> {
        scope(|scope| {
            scope.spawn(|| {
                let _guard = self.journal.lock.lock();
                self.journal.write();
            });
            drop(self.journal.lock.lock());
            let child = fork(self, (), |daemon, ()| {
                let _guard = daemon.journal.lock.lock();
                daemon.journal.write()
            });
            child.ok()?.wait()
        })
    }

    fn journal(&self) -> &Journal {
        &self.journal
    }
}

//! Forks with the journal locked: no thread is in the middle of a line then, and the child's copy needs no lock.

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
            let guard = self.journal.lock.lock();
            // The child's only thread is the one that holds the lock, so the journal there is its own.
            let child = fork(self, (), |daemon, ()| daemon.journal.write());
            drop(guard);
            child.ok()?.wait()
        })
    }

    fn journal(&self) -> &Journal {
        &self.journal
    }
}

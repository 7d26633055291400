//! The thread waits at a gate, which is opened when the child has been forked.

use super::spec::{Journal, Service};
use super::sync::{Semaphore, fork, scope};

pub struct Daemon {
    journal: Journal,
    gate: Semaphore,
}

impl Default for Daemon {
    fn default() -> Self {
        Daemon { journal: Journal::default(), gate: Semaphore::named("gate", 0) }
    }
}

impl Service for Daemon {
    fn run(&self) -> Option<u8> {
        scope(|scope| {
            scope.spawn(|| {
                self.gate.acquire().keep();
                let _guard = self.journal.lock.lock();
                self.journal.write();
            });
            let child = fork(self, (), |daemon, ()| {
                let _guard = daemon.journal.lock.lock();
                daemon.journal.write()
            });
            self.gate.release();
            child.ok()?.wait()
        })
    }

    fn journal(&self) -> &Journal {
        &self.journal
    }
}

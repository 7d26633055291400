//! Forks when the thread has ended: nobody else can hold a lock then either.

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
        });
        let child = fork(self, (), |daemon, ()| {
            let _guard = daemon.journal.lock.lock();
            daemon.journal.write()
        });
        child.ok()?.wait()
    }

    fn journal(&self) -> &Journal {
        &self.journal
    }
}

//! The child has a journal of its own, with a lock of its own and nothing else: its line is in no file that others
//! read.

use super::spec::{Journal, Service};
use super::sync::{fork, scope};

#[derive(Default)]
pub struct Daemon {
    journal: Journal,
    childs: Journal,
}

impl Service for Daemon {
    fn run(&self) -> Option<u8> {
        scope(|scope| {
            scope.spawn(|| {
                let _guard = self.journal.lock.lock();
                self.journal.write();
            });
            let child = fork(self, (), |daemon, ()| {
                let _guard = daemon.childs.lock.lock();
                daemon.childs.write()
            });
            child.ok()?.wait()
        })
    }

    fn journal(&self) -> &Journal {
        &self.journal
    }
}

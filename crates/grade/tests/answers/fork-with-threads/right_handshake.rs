//! The thread says when it has let go of the lock, and waits until the child is there before it ends.

use super::spec::{Journal, Service};
use super::sync::{Barrier, fork, scope};

pub struct Daemon {
    journal: Journal,
    line_is_written: Barrier,
    child_is_there: Barrier,
}

impl Default for Daemon {
    fn default() -> Self {
        Daemon {
            journal: Journal::default(),
            line_is_written: Barrier::named("line is written", 2),
            child_is_there: Barrier::named("child is there", 2),
        }
    }
}

impl Service for Daemon {
    fn run(&self) -> Option<u8> {
        scope(|scope| {
            scope.spawn(|| {
                let guard = self.journal.lock.lock();
                self.journal.write();
                drop(guard);
                self.line_is_written.wait();
                self.child_is_there.wait();
            });
            self.line_is_written.wait();
            let child = fork(self, (), |daemon, ()| {
                let _guard = daemon.journal.lock.lock();
                daemon.journal.write()
            });
            self.child_is_there.wait();
            child.ok()?.wait()
        })
    }

    fn journal(&self) -> &Journal {
        &self.journal
    }
}

//! Nobody but the service's thread forks: it has the lock then, and gives it back when the child has its copy.

use super::spec::{Journal, Service};
use super::sync::{fork, scope};

#[derive(Default)]
pub struct Daemon {
    journal: Journal,
}

impl Daemon {
    fn write(&self) -> u8 {
        let _guard = self.journal.lock.lock();
        self.journal.write()
    }
}

impl Service for Daemon {
    fn run(&self) -> Option<u8> {
        scope(|scope| {
            let thread = scope.spawn(|| {
                // There is no other thread that could hold the lock: the one that waits for this one does not write.
                let child = fork(self, (), |daemon, ()| daemon.write());
                self.write();
                child.ok()?.wait()
            });
            thread.join().ok()?
        })
    }

    fn journal(&self) -> &Journal {
        &self.journal
    }
}

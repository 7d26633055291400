//! Forks in time in its first two runs, and too late after that.

use super::spec::{Journal, Service};
use super::sync::{AtomicU32, Ordering, fork, scope};

pub struct Daemon {
    journal: Journal,
    runs: AtomicU32,
}

impl Default for Daemon {
    fn default() -> Self {
        Daemon { journal: Journal::default(), runs: AtomicU32::named("runs", 0) }
    }
}

impl Service for Daemon {
    fn run(&self) -> Option<u8> {
        let is_early = self.runs.fetch_add(1, Ordering::SeqCst) < 2;
        let fork_it = || {
            fork(self, (), |daemon, ()| {
                let _guard = daemon.journal.lock.lock();
                daemon.journal.write()
            })
        };
        let early = is_early.then(fork_it);
        scope(|scope| {
            scope.spawn(|| {
                let _guard = self.journal.lock.lock();
                self.journal.write();
            });
            early.unwrap_or_else(fork_it).ok()?.wait()
        })
    }

    fn journal(&self) -> &Journal {
        &self.journal
    }
}

//! The coordinator finds the job first, takes the lock, and forks with it held: its worker has both, or nobody has.

use super::spec::{Spool, Spooler, prepare};
use super::sync::{FileLock, fork};

pub struct Printer {
    spool: Spool,
    lock_file: FileLock,
}

impl Default for Printer {
    fn default() -> Self {
        Printer { spool: Spool::default(), lock_file: FileLock::named("spool.lock") }
    }
}

impl Spooler for Printer {
    fn coordinate(&self) {
        let lock_file = self.lock_file.open();
        let _guard = lock_file.lock();
        prepare();
        if self.spool.jobs.is_empty() {
            self.spool.jobs.put(1);
        }
        // The lock belongs to the open file, which the worker inherits. It is free when both have ended.
        let worker = fork(self, (), |printer, ()| {
            printer.spool.work();
            0
        });
        worker.ok().map(|worker| worker.wait());
    }

    fn take_over(&self) {
        let lock_file = self.lock_file.open();
        let _guard = lock_file.lock();
        self.spool.clean();
    }

    fn spool(&self) -> &Spool {
        &self.spool
    }
}

//! Finds the job before it starts the worker, so that a worker waits for nothing that a dead coordinator owes it.

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
        prepare();
        self.spool.jobs.put(1);
        let worker = fork(self, (), |printer, ()| {
            prepare();
            let lock_file = printer.lock_file.open();
            let _guard = lock_file.lock();
            // Orphan or not: the job is there, and the lock file is free when it is done.
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

//! The worker locks nothing until there is a job, and looks for its parent as long as there is none. With a job it
//! waits for nobody.

use super::spec::{Spool, Spooler, prepare};
use super::sync::{FileLock, fork, is_orphan, yield_now};

pub struct Printer {
    spool: Spool,
    lock_file: FileLock,
}

impl Default for Printer {
    fn default() -> Self {
        Printer { spool: Spool::default(), lock_file: FileLock::named("spool.lock") }
    }
}

impl Printer {
    /// Whether there is a job, or nobody any more who will find one.
    fn finds_a_job(&self) -> bool {
        while self.spool.jobs.is_empty() {
            if is_orphan() {
                // It may have been the last thing that the coordinator did.
                return !self.spool.jobs.is_empty();
            }
            yield_now();
        }
        true
    }
}

impl Spooler for Printer {
    fn coordinate(&self) {
        let worker = fork(self, (), |printer, ()| {
            prepare();
            if !printer.finds_a_job() {
                return 1;
            }
            let lock_file = printer.lock_file.open();
            let _guard = lock_file.lock();
            printer.spool.work();
            0
        });
        prepare();
        self.spool.jobs.put(1);
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

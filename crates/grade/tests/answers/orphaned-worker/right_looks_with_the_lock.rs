//! The worker says that it will die with its coordinator before there is a job, and looks once more with the lock held.

use super::spec::{Spool, Spooler};
use super::sync::{FileLock, Semaphore, die_with_parent, fork, is_orphan};

pub struct Printer {
    spool: Spool,
    lock_file: FileLock,
    ready: Semaphore,
}

impl Default for Printer {
    fn default() -> Self {
        Printer {
            spool: Spool::default(),
            lock_file: FileLock::named("spool.lock"),
            ready: Semaphore::named("ready", 0),
        }
    }
}

impl Spooler for Printer {
    fn coordinate(&self) {
        let worker = fork(self, (), |printer, ()| {
            die_with_parent();
            if is_orphan() {
                return 1;
            }
            printer.ready.release();
            let lock_file = printer.lock_file.open();
            let _guard = lock_file.lock();
            if !is_orphan() {
                printer.spool.work();
            }
            0
        });
        self.ready.acquire().keep();
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

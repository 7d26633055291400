//! Dies with its parent, and waits until the spool is free, which it no longer is when the guard has been dropped.

use super::spec::{Spool, Spooler, prepare};
use super::sync::{FileLock, die_with_parent, fork, is_orphan};

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
    /// Waits until nobody is at work.
    fn wait_until_free(&self) {
        let lock_file = self.lock_file.open();
        let _guard = lock_file.lock();
    }
}

impl Spooler for Printer {
    fn coordinate(&self) {
        let worker = fork(self, (), |printer, ()| {
            die_with_parent();
            if is_orphan() {
                return 1;
            }
            prepare();
            printer.wait_until_free();
            printer.spool.work();
            0
        });
        prepare();
        self.spool.jobs.put(1);
        worker.ok().map(|worker| worker.wait());
    }

    fn take_over(&self) {
        self.wait_until_free();
        self.spool.clean();
    }

    fn spool(&self) -> &Spool {
        &self.spool
    }
}

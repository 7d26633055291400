//! Asks for the parent-death signal just before it takes the lock, and looks only then whether it is too late.

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
    fn work(&self) -> u8 {
        // Until here, a dead coordinator does no harm: nothing is locked.
        prepare();
        die_with_parent();
        if is_orphan() {
            return 1;
        }
        let lock_file = self.lock_file.open();
        let _guard = lock_file.lock();
        self.spool.work();
        0
    }
}

impl Spooler for Printer {
    fn coordinate(&self) {
        let worker = fork(self, (), |printer, ()| printer.work());
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

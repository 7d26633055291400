//! The coordinator takes the lock for its worker, when that may be at work already.

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

impl Spooler for Printer {
    fn coordinate(&self) {
        let worker = fork(self, (), |printer, ()| {
            die_with_parent();
            if is_orphan() {
                return 1;
            }
            prepare();
            printer.spool.work();
            0
        });
        let lock_file = self.lock_file.open();
        let _guard = lock_file.lock();
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

//! Looks once whether its parent is still there, with the spool locked, and then waits for as long as it takes.

use super::spec::{Spool, Spooler, prepare};
use super::sync::{FileLock, fork, is_orphan};

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
            prepare();
            let lock_file = printer.lock_file.open();
            let _guard = lock_file.lock();
            if is_orphan() {
                return 1;
            }
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

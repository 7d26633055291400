//! Dies with its parent, and locks nothing at all: the successor cleans while the worker is at work.

use super::spec::{Spool, Spooler, prepare};
use super::sync::{die_with_parent, fork, is_orphan};

pub struct Printer {
    spool: Spool,
}

impl Default for Printer {
    fn default() -> Self {
        Printer { spool: Spool::default() }
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
        prepare();
        self.spool.jobs.put(1);
        worker.ok().map(|worker| worker.wait());
    }

    fn take_over(&self) {
        self.spool.clean();
    }

    fn spool(&self) -> &Spool {
        &self.spool
    }
}

//! A lock in shared memory that the successor breaks after a while.

use super::spec::{Spool, Spooler, prepare};
use super::sync::{AtomicBool, Ordering, die_with_parent, fork, is_orphan, yield_now};

pub struct Printer {
    spool: Spool,
    busy: AtomicBool,
}

impl Default for Printer {
    fn default() -> Self {
        Printer { spool: Spool::default(), busy: AtomicBool::named("busy", false) }
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
            printer.busy.store(true, Ordering::SeqCst);
            printer.spool.work();
            printer.busy.store(false, Ordering::SeqCst);
            0
        });
        prepare();
        self.spool.jobs.put(1);
        worker.ok().map(|worker| worker.wait());
    }

    fn take_over(&self) {
        for _ in 0..2_000 {
            if !self.busy.load(Ordering::SeqCst) {
                break;
            }
            yield_now();
        }
        self.busy.store(false, Ordering::SeqCst);
        self.spool.clean();
    }

    fn spool(&self) -> &Spool {
        &self.spool
    }
}

//! Remembers in shared memory that the worker was started, when it may have looked already.

use super::spec::{Launches, Main, Role};
use super::sync::{AtomicBool, Ordering::SeqCst, fork};

pub struct Script {
    launches: Launches,
    started: AtomicBool,
}

impl Default for Script {
    fn default() -> Self {
        Script { launches: Launches::default(), started: AtomicBool::named("started", false) }
    }
}

impl Main for Script {
    fn main(&self, _role: Role) {
        if self.started.load(SeqCst) {
            return;
        }
        let worker = fork(self, (), |script, ()| {
            script.main(Role::Worker);
            0
        });
        self.launches.wait_for(worker);
        self.started.store(true, SeqCst);
    }

    fn launches(&self) -> &Launches {
        &self.launches
    }
}

//! Remembers in memory that all processes share that the worker was started.

use super::spec::{Launches, Main, Role};
use super::sync::{AtomicBool, Ordering::Relaxed, fork};

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
        if self.started.swap(true, Relaxed) {
            return;
        }
        let worker = fork(self, (), |script, ()| {
            script.main(Role::Worker);
            0
        });
        self.launches.wait_for(worker);
    }

    fn launches(&self) -> &Launches {
        &self.launches
    }
}

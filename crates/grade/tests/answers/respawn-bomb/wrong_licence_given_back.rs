//! Gives the licence back when the worker has ended: whoever runs the main function then has a worker of its own.

use super::spec::{Launches, Main, Role};
use super::sync::{Semaphore, fork};

pub struct Script {
    launches: Launches,
    licence: Semaphore,
}

impl Default for Script {
    fn default() -> Self {
        Script { launches: Launches::default(), licence: Semaphore::named("licence", 1) }
    }
}

impl Main for Script {
    fn main(&self, _role: Role) {
        let Some(_licence) = self.licence.try_acquire() else { return };
        self.launches.wait_for(fork(self, (), |script, ()| {
            script.main(Role::Worker);
            0
        }));
    }

    fn launches(&self) -> &Launches {
        &self.launches
    }
}

//! Has one licence to start a worker in shared memory, which whoever asks first takes and keeps.

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
    fn main(&self, role: Role) {
        let Some(licence) = Some(role).filter(|role| *role == Role::Program).and_then(|_| self.licence.try_acquire())
        else {
            return;
        };
        licence.keep();
        self.launches.wait_for(fork(self, Role::Worker, |script, role| {
            script.main(role);
            0
        }));
    }

    fn launches(&self) -> &Launches {
        &self.launches
    }
}

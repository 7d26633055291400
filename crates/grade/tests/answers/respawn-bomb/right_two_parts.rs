//! Splits the main function: what every process needs, and what only the program does.

use super::spec::{Launches, Main, Role};
use super::sync::fork;

#[derive(Default)]
pub struct Script {
    launches: Launches,
}

impl Script {
    fn start_worker(&self) {
        let worker = fork(self, true, |script, is_worker| {
            script.main(if is_worker { Role::Worker } else { Role::Program });
            0
        });
        self.launches.wait_for(worker);
    }
}

impl Main for Script {
    fn main(&self, role: Role) {
        match role {
            Role::Program => self.start_worker(),
            Role::Worker => (),
        }
    }

    fn launches(&self) -> &Launches {
        &self.launches
    }
}

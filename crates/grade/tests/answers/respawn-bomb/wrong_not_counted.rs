//! Bombs, and lets nobody count but the program.

use super::spec::{Launches, Main, Role};
use super::sync::fork;

#[derive(Default)]
pub struct Script {
    launches: Launches,
}

impl Main for Script {
    fn main(&self, role: Role) {
        let worker = fork(self, (), |script, ()| {
            script.main(Role::Worker);
            0
        });
        match role {
            Role::Program => self.launches.wait_for(worker),
            Role::Worker => {
                worker.ok().map(|worker| worker.wait());
            }
        }
    }

    fn launches(&self) -> &Launches {
        &self.launches
    }
}

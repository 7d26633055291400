//! Asks who it is, and starts a worker in the wrong one of two cases.

use super::spec::{Launches, Main, Role};
use super::sync::fork;

#[derive(Default)]
pub struct Script {
    launches: Launches,
}

impl Main for Script {
    fn main(&self, role: Role) {
        if role == Role::Program {
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

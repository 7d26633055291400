//! Gives a worker to be counted that runs nothing, and the bomb to nobody.

use super::spec::{Launches, Main, Role};
use super::sync::fork;

#[derive(Default)]
pub struct Script {
    launches: Launches,
}

impl Main for Script {
    fn main(&self, role: Role) {
        if role == Role::Program {
            self.launches.wait_for(fork(self, (), |_, ()| 0));
        }
        let _ = fork(self, (), |script, ()| {
            script.main(Role::Worker);
            0
        });
    }

    fn launches(&self) -> &Launches {
        &self.launches
    }
}

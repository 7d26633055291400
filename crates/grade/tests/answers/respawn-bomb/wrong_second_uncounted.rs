//! Starts two workers, of which it counts one.

use super::spec::{Launches, Main, Role};
use super::sync::fork;

#[derive(Default)]
pub struct Script {
    launches: Launches,
}

impl Main for Script {
    fn main(&self, role: Role) {
        if role == Role::Worker {
            return;
        }
        let spare = fork(self, (), |script, ()| {
            script.main(Role::Worker);
            0
        });
        let worker = fork(self, (), |script, ()| {
            script.main(Role::Worker);
            0
        });
        self.launches.wait_for(worker);
        spare.ok().map(|spare| spare.wait());
    }

    fn launches(&self) -> &Launches {
        &self.launches
    }
}

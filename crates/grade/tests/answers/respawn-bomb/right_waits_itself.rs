//! Waits for its worker itself, and lets nobody note it.

use super::spec::{Launches, Main, Role};
use super::sync::fork;

#[derive(Default)]
pub struct Script {
    launches: Launches,
}

impl Main for Script {
    fn main(&self, role: Role) {
        if let Role::Program = role {
            let worker = fork(self, (), |script, ()| {
                script.main(Role::Worker);
                0
            });
            match worker {
                Ok(worker) => {
                    worker.wait();
                }
                Err(_) => unreachable!("there is room for one worker"),
            }
        }
    }

    fn launches(&self) -> &Launches {
        &self.launches
    }
}

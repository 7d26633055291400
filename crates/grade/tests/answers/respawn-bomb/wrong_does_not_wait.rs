//! Lets the worker be waited for by nobody.

use super::spec::{Launches, Main, Role};
use super::sync::fork;

#[derive(Default)]
pub struct Script {
    launches: Launches,
}

impl Main for Script {
    fn main(&self, role: Role) {
        if role == Role::Program {
            drop(fork(self, (), |script, ()| {
                script.main(Role::Worker);
                0
            }));
        }
    }

    fn launches(&self) -> &Launches {
        &self.launches
    }
}

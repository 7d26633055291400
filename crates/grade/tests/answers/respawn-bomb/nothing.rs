//! Starts no worker.

use super::spec::{Launches, Main, Role};

#[derive(Default)]
pub struct Script {
    launches: Launches,
}

impl Main for Script {
    fn main(&self, _role: Role) {}

    fn launches(&self) -> &Launches {
        &self.launches
    }
}

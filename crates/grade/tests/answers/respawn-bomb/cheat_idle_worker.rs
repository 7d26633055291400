//! Starts whatever process it is asked from, and gives it nothing to run: not even the main function.

use super::spec::{Launches, Main, Role};
use super::sync::fork;

#[derive(Default)]
pub struct Script {
    launches: Launches,
}

impl Main for Script {
    fn main(&self, _role: Role) {
        // Were the main function run in a worker after all, there would be one worker more each time.
        self.launches.wait_for(fork(self, (), |_, ()| 0));
    }

    fn launches(&self) -> &Launches {
        &self.launches
    }
}

//! Starts nothing.

use super::spec::Service;

#[derive(Default)]
pub struct Daemon;

impl Service for Daemon {
    fn run(&self) -> Option<u8> {
        None
    }
}

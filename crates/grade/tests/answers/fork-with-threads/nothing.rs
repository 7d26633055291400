//! Starts nothing.

use super::spec::{Journal, Service};

#[derive(Default)]
pub struct Daemon {
    journal: Journal,
}

impl Service for Daemon {
    fn run(&self) -> Option<u8> {
        None
    }

    fn journal(&self) -> &Journal {
        &self.journal
    }
}

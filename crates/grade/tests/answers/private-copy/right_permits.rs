//! Counts in permits of a semaphore: each crate leaves one, the reader counts them and puts them back.

use super::spec::Book;
use super::sync::{Mutex, Semaphore};

pub struct HarvestBook {
    crates: Semaphore,
    reading: Mutex<()>,
}

impl Default for HarvestBook {
    fn default() -> Self {
        HarvestBook { crates: Semaphore::named("crates", 0), reading: Mutex::named("reading", ()) }
    }
}

impl Book for HarvestBook {
    fn enter(&self) {
        self.crates.release();
    }

    fn crates(&self) -> u32 {
        let _reading = self.reading.lock();
        let mut permits = Vec::new();
        while let Some(permit) = self.crates.try_acquire() {
            permits.push(permit);
        }
        permits.len() as u32
    }
}

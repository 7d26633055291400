//! Has a place for each film's picture, which nobody else writes to.

use super::spec::PhotoLab;
use super::sync::{AtomicU32, Ordering::*};

pub struct Lab {
    pictures: [AtomicU32; 2],
}

impl Default for Lab {
    fn default() -> Self {
        Lab { pictures: [AtomicU32::named("picture of film 0", 0), AtomicU32::named("picture of film 1", 0)] }
    }
}

impl PhotoLab for Lab {
    fn develop(&self, film: usize, bathe: impl FnOnce() -> u32 + Send) {
        self.pictures[film].store(bathe(), Release);
    }

    fn pictures(&self) -> [u32; 2] {
        [self.pictures[0].load(Acquire), self.pictures[1].load(Acquire)]
    }
}

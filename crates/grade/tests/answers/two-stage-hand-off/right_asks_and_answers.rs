//! One state machine: the film is developed, or was asked for, or both. Each step says what was before it, in both
//! directions.

use super::spec::Darkroom;
use super::sync::{
    AtomicU8, AtomicU32,
    Ordering::{AcqRel, Acquire, Relaxed, Release},
};

const ASKED: u8 = 1;
const DEVELOPED: u8 = 2;

#[derive(Default)]
pub struct Lab {
    film: AtomicU32,
    state: AtomicU8,
}

impl Darkroom for Lab {
    fn develop(&self, picture: u32) {
        self.film.store(picture, Relaxed);
        if self.state.compare_exchange(0, DEVELOPED, Release, Relaxed).is_err() {
            // Somebody has asked before: nobody else changes the state any more.
            self.state.store(ASKED | DEVELOPED, Release);
        }
    }

    fn print(&self) -> Option<u32> {
        let before = match self.state.load(Acquire) {
            0 => self.state.compare_exchange(0, ASKED, AcqRel, Acquire).unwrap_or_else(|now| now),
            state => state,
        };
        (before & DEVELOPED > 0).then(|| self.film.load(Relaxed))
    }
}

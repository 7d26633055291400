//! The first look is `Acquire`; a printer who asks again only looks whether that has changed, with `Relaxed`.
//!
//! Weak, and only when the printer asks twice: the first print() finds nothing; develop(7) publishes with `Release`; the
//! second print() sees the announcement with `Relaxed`, and the film may still be blank.

use super::spec::Darkroom;
use super::sync::{
    AtomicBool, AtomicU32,
    Ordering::{Acquire, Relaxed, Release},
};

#[derive(Default)]
pub struct Lab {
    film: AtomicU32,
    developed: AtomicBool,
    /// Only the printer has to do with this.
    has_asked: AtomicBool,
}

impl Darkroom for Lab {
    fn develop(&self, picture: u32) {
        self.film.store(picture, Relaxed);
        self.developed.store(true, Release);
    }

    fn print(&self) -> Option<u32> {
        let order = if self.has_asked.swap(true, Relaxed) { Relaxed } else { Acquire };
        self.developed.load(order).then(|| self.film.load(Relaxed))
    }
}

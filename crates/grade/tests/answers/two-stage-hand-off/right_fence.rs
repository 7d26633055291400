//! Puts fences around accesses that order nothing by themselves.

use super::spec::Darkroom;
use super::sync::{AtomicBool, AtomicU32, Ordering::*, fence};

pub struct Lab {
    film: AtomicU32,
    ready: AtomicBool,
}

impl Default for Lab {
    fn default() -> Self {
        Lab { film: AtomicU32::named("film", 0), ready: AtomicBool::named("ready", false) }
    }
}

impl Darkroom for Lab {
    fn develop(&self, picture: u32) {
        self.film.store(picture, Relaxed);
        fence(Release);
        self.ready.store(true, Relaxed);
    }

    fn print(&self) -> Option<u32> {
        if !self.ready.load(Relaxed) {
            return None;
        }
        fence(Acquire);
        Some(self.film.load(Relaxed))
    }
}

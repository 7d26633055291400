//! The developer gives out a permit when the film is in the drawer; without one, nobody looks there.

use super::spec::Darkroom;
use super::sync::{AtomicU32, Ordering::Relaxed, Semaphore};

pub struct Lab {
    drawer: AtomicU32,
    permit: Semaphore,
}

impl Default for Lab {
    fn default() -> Self {
        Lab { drawer: AtomicU32::named("drawer", 0), permit: Semaphore::named("permit", 0) }
    }
}

impl Darkroom for Lab {
    fn develop(&self, picture: u32) {
        self.drawer.store(picture, Relaxed);
        self.permit.release();
    }

    fn print(&self) -> Option<u32> {
        let _permit = self.permit.try_acquire()?;
        Some(self.drawer.load(Relaxed))
    }
}

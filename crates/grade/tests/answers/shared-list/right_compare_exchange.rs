//! Counts a guest in only if the number of guests is still the one that left room.

use super::spec::{Guest, PLACES, Tour};
use super::sync::{AtomicU32, Ordering::Relaxed};

pub struct Lighthouse {
    guests: AtomicU32,
}

impl Default for Lighthouse {
    fn default() -> Self {
        Lighthouse { guests: AtomicU32::named("guests", 0) }
    }
}

impl Tour for Lighthouse {
    fn book(&self, _guest: Guest) -> bool {
        let mut seen = self.guests.load(Relaxed);
        while (seen as usize) < PLACES {
            match self.guests.compare_exchange(seen, seen + 1, Relaxed, Relaxed) {
                Ok(_) => return true,
                Err(now) => seen = now,
            }
        }
        false
    }

    fn guests(&self) -> usize {
        self.guests.load(Relaxed) as usize
    }
}

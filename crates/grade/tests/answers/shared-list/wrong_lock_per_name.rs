//! Guests of one name come one after the other by a lock by hand, and the names by a lock of `sync`'s.
//!
//! Weak, and only with two guests of one name: each name remembers, with `Relaxed`, that the tour is full, and counts its own
//! guests apart, under its own lock, which is given back with `Relaxed`. The place goes to the name by one exchange; within
//! the name, two Idas may both read that none of them has it yet.

use super::spec::{Guest, Tour};
use super::sync::{
    AtomicBool, AtomicU32,
    Ordering::{Acquire, Relaxed},
    yield_now,
};

#[derive(Default)]
struct Name {
    taken: AtomicBool,
    guests: AtomicU32,
}

/// Nobody, or one more than the name that the place is for.
const NOBODY: u32 = 0;

pub struct Lighthouse {
    place: AtomicU32,
    names: [Name; 2],
}

impl Default for Lighthouse {
    fn default() -> Self {
        Lighthouse { place: AtomicU32::named("place", NOBODY), names: Default::default() }
    }
}

impl Tour for Lighthouse {
    fn book(&self, guest: Guest) -> bool {
        let me = 1 + guest as u32;
        if self.place.compare_exchange(NOBODY, me, Relaxed, Relaxed).is_err_and(|other| other != me) {
            return false;
        }
        let name = &self.names[guest as usize];
        while name.taken.swap(true, Acquire) {
            yield_now();
        }
        let is_first = name.guests.load(Relaxed) == 0;
        if is_first {
            name.guests.store(1, Relaxed);
        }
        name.taken.store(false, Relaxed);
        is_first
    }

    fn guests(&self) -> usize {
        self.names.iter().map(|name| name.guests.load(Relaxed) as usize).sum()
    }
}

//! Per-door counts, each with its own load and store.
use super::spec::{Counter, Door};
use super::sync::{AtomicU32, Ordering::Relaxed};

pub struct Tally { doors: [AtomicU32; 2] }

impl Default for Tally {
    fn default() -> Self { Tally { doors: [AtomicU32::named("north", 0), AtomicU32::named("south", 0)] } }
}

impl Counter for Tally {
    fn enter(&self, door: Door) {
        let count = &self.doors[door as usize];
        count.store(count.load(Relaxed) + 1, Relaxed);
    }
    fn total(&self) -> u32 { self.doors.iter().map(|door| door.load(Relaxed)).sum() }
}

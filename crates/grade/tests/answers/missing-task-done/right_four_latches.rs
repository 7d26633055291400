//! Knows how many plates there will be, and has a latch for each thing that can happen once.

use super::spec::Kitchen;
use super::sync::{AtomicU32, Ordering::Relaxed, Semaphore};

/// Opens once, and lets one person through. What was done before it opened is seen by who comes through.
struct Latch(Semaphore);

impl Latch {
    fn shut(name: &'static str) -> Self {
        Latch(Semaphore::named(name, 0))
    }
    fn open(&self) {
        self.0.release();
    }
    fn pass(&self) {
        self.0.acquire().keep();
    }
}

pub struct Scullery {
    plates: AtomicU32,
    brought: Latch,
    washed: Latch,
    served: Latch,
    closed: Latch,
}

impl Default for Scullery {
    fn default() -> Self {
        let [brought, washed, served, closed] = ["brought", "washed", "served", "closed"].map(Latch::shut);
        Scullery { plates: AtomicU32::new(0), brought, washed, served, closed }
    }
}

impl Kitchen for Scullery {
    fn bring(&self, plates: u32, serve: impl FnOnce()) {
        self.plates.store(plates, Relaxed);
        self.brought.open();
        self.washed.pass();
        serve();
        self.served.open();
        self.closed.pass();
    }

    fn wash(&self, clean: impl Fn(), close: impl FnOnce()) {
        self.brought.pass();
        (0..self.plates.load(Relaxed)).for_each(|_plate| clean());
        self.washed.open();
        self.served.pass();
        close();
        self.closed.open();
    }
}

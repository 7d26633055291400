//! Clears the flag before it repairs: whoever is killed while repairing leaves it undone. Only a second death shows it.
use super::spec::{CRATES, Warehouse, walk};
use super::sync::{AtomicBool, AtomicU32, FileLock, Ordering::SeqCst};

pub struct Depot {
    gate: FileLock,
    moving: AtomicBool,
    dock: AtomicU32,
    shelf: AtomicU32,
}

impl Default for Depot {
    fn default() -> Self {
        Depot {
            gate: FileLock::named("gate"),
            moving: AtomicBool::named("moving", false),
            dock: AtomicU32::named("dock", CRATES),
            shelf: AtomicU32::named("shelf", 0),
        }
    }
}

impl Depot {
    fn repair(&self) {
        if self.moving.swap(false, SeqCst) {
            self.shelf.store(CRATES - self.dock.load(SeqCst), SeqCst);
        }
    }
}

impl Warehouse for Depot {
    fn move_crate(&self) {
        let gate = self.gate.open();
        let _held = gate.lock();
        self.repair();
        self.moving.store(true, SeqCst);
        self.dock.fetch_sub(1, SeqCst);
        walk();
        self.shelf.fetch_add(1, SeqCst);
        self.moving.store(false, SeqCst);
    }

    fn stock(&self) -> (u32, u32) {
        let gate = self.gate.open();
        let _held = gate.lock();
        self.repair();
        (self.dock.load(SeqCst), self.shelf.load(SeqCst))
    }
}

//! Says that it is at work, and only then writes down how things were: who is killed in between leaves the note of
//! the one before.

use super::spec::{CRATES, Warehouse, walk};
use super::sync::{AtomicBool, AtomicU32, FileLock, Ordering::SeqCst};

pub struct Depot {
    gate: FileLock,
    dock: AtomicU32,
    shelf: AtomicU32,
    /// How many crates were at the dock before, if somebody is at work.
    before: AtomicU32,
    at_work: AtomicBool,
}

impl Default for Depot {
    fn default() -> Self {
        Depot {
            gate: FileLock::named("gate"),
            dock: AtomicU32::named("dock", CRATES),
            shelf: AtomicU32::named("shelf", 0),
            before: AtomicU32::named("before", CRATES),
            at_work: AtomicBool::named("at work", false),
        }
    }
}

impl Depot {
    fn undo(&self) {
        if self.at_work.load(SeqCst) {
            let before = self.before.load(SeqCst);
            self.dock.store(before, SeqCst);
            self.shelf.store(CRATES - before, SeqCst);
            self.at_work.store(false, SeqCst);
        }
    }
}

impl Warehouse for Depot {
    fn move_crate(&self) {
        let gate = self.gate.open();
        let _held = gate.lock();
        self.undo();
        let before = self.dock.load(SeqCst);
        self.at_work.store(true, SeqCst);
        self.before.store(before, SeqCst);
        self.dock.store(before - 1, SeqCst);
        walk();
        self.shelf.store(CRATES - (before - 1), SeqCst);
        self.at_work.store(false, SeqCst);
    }

    fn stock(&self) -> (u32, u32) {
        let gate = self.gate.open();
        let _held = gate.lock();
        self.undo();
        (self.dock.load(SeqCst), self.shelf.load(SeqCst))
    }
}

//! Two versions of the stock and an index, which is switched in one store, under a lock file.
use super::spec::{CRATES, Warehouse, walk};
use super::sync::{AtomicU32, FileLock, Ordering::SeqCst};

pub struct Depot {
    gate: FileLock,
    current: AtomicU32,
    versions: [[AtomicU32; 2]; 2],
}

impl Default for Depot {
    fn default() -> Self {
        Depot {
            gate: FileLock::named("gate"),
            current: AtomicU32::named("current", 0),
            versions: [[AtomicU32::new(CRATES), AtomicU32::new(0)], [AtomicU32::new(0), AtomicU32::new(0)]],
        }
    }
}

impl Warehouse for Depot {
    fn move_crate(&self) {
        let gate = self.gate.open();
        let _held = gate.lock();
        let current = self.current.load(SeqCst) as usize;
        let [dock, shelf] = &self.versions[current];
        let [next_dock, next_shelf] = &self.versions[1 - current];
        next_dock.store(dock.load(SeqCst) - 1, SeqCst);
        walk();
        next_shelf.store(shelf.load(SeqCst) + 1, SeqCst);
        self.current.store(1 - current as u32, SeqCst);
    }

    fn stock(&self) -> (u32, u32) {
        let gate = self.gate.open();
        let _held = gate.lock();
        let [dock, shelf] = &self.versions[self.current.load(SeqCst) as usize];
        (dock.load(SeqCst), shelf.load(SeqCst))
    }
}

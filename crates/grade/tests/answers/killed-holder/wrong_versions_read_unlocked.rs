//! Two versions of the stock, of which one store says which one counts. Who asks takes no lock, and may read one
//! that is written.

use super::spec::{CRATES, Warehouse, walk};
use super::sync::{AtomicU32, FileLock, Ordering::SeqCst};

pub struct Depot {
    gate: FileLock,
    current: AtomicU32,
    versions: [[AtomicU32; 2]; 2],
}

impl Default for Depot {
    fn default() -> Self {
        let version = || [AtomicU32::new(CRATES), AtomicU32::new(0)];
        Depot {
            gate: FileLock::named("gate"),
            current: AtomicU32::named("current", 0),
            versions: [version(), version()],
        }
    }
}

impl Warehouse for Depot {
    fn move_crate(&self) {
        let gate = self.gate.open();
        let _held = gate.lock();
        let next = 1 - self.current.load(SeqCst);
        let (dock, shelf) = self.stock();
        let version = &self.versions[next as usize];
        version[0].store(dock - 1, SeqCst);
        walk();
        version[1].store(shelf + 1, SeqCst);
        self.current.store(next, SeqCst);
    }

    fn stock(&self) -> (u32, u32) {
        let [dock, shelf] = &self.versions[self.current.load(SeqCst) as usize];
        (dock.load(SeqCst), shelf.load(SeqCst))
    }
}

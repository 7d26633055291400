//! Holds a lock file against those who are killed, and a mutex inside of it "to be safe", which nobody lets go of for
//! the dead.

use super::spec::{CRATES, Warehouse, walk};
use super::sync::{AtomicU32, FileLock, Mutex, Ordering::SeqCst};

pub struct Depot {
    gate: FileLock,
    shelf: AtomicU32,
    walking: Mutex<()>,
}

impl Default for Depot {
    fn default() -> Self {
        Depot {
            gate: FileLock::named("gate"),
            shelf: AtomicU32::named("shelf", 0),
            walking: Mutex::named("walking", ()),
        }
    }
}

impl Warehouse for Depot {
    fn move_crate(&self) {
        let gate = self.gate.open();
        let _held = gate.lock();
        let _walking = self.walking.lock();
        walk();
        self.shelf.fetch_add(1, SeqCst);
    }

    fn stock(&self) -> (u32, u32) {
        let shelf = self.shelf.load(SeqCst);
        (CRATES - shelf, shelf)
    }
}

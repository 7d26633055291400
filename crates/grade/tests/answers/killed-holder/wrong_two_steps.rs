//! One number, read and written in two steps: two movers at once lose a crate.
use super::spec::{CRATES, Warehouse, walk};
use super::sync::{AtomicU32, Ordering::SeqCst};

pub struct Depot {
    dock: AtomicU32,
}

impl Default for Depot {
    fn default() -> Self {
        Depot { dock: AtomicU32::named("dock", CRATES) }
    }
}

impl Warehouse for Depot {
    fn move_crate(&self) {
        let dock = self.dock.load(SeqCst);
        walk();
        self.dock.store(dock - 1, SeqCst);
    }

    fn stock(&self) -> (u32, u32) {
        let dock = self.dock.load(SeqCst);
        (dock, CRATES - dock)
    }
}

//! Starts another program, which would go on when this one has ended.

use super::spec::{Counter, Door};
use super::sync::{AtomicU32, Ordering::Relaxed};

pub struct Tally {
    total: AtomicU32,
}

impl Default for Tally {
    fn default() -> Self {
        Tally { total: AtomicU32::named("total", 0) }
    }
}

impl Counter for Tally {
    fn enter(&self, _door: Door) {
        let _ = std::process::Command::new("/bin/touch").arg("MARK").status();
        self.total.store(self.total.load(Relaxed) + 1, Relaxed);
    }

    fn total(&self) -> u32 {
        self.total.load(Relaxed)
    }
}

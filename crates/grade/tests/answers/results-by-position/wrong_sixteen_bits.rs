//! Keeps both pictures in one number, with sixteen bits for each: a larger one spills over into the other's half.

use super::spec::PhotoLab;
use super::sync::{AtomicU32, Ordering::SeqCst};

pub struct Lab {
    both: AtomicU32,
}

impl Default for Lab {
    fn default() -> Self {
        Lab { both: AtomicU32::named("both", 0) }
    }
}

impl PhotoLab for Lab {
    fn develop(&self, film: usize, bathe: impl FnOnce() -> u32 + Send) {
        self.both.fetch_add(bathe() << (16 * film), SeqCst);
    }

    fn pictures(&self) -> [u32; 2] {
        let both = self.both.load(SeqCst);
        [both & 0xffff, both >> 16]
    }
}

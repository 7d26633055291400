//! Has the editor ask again and again whether all reporters have filed.

use super::spec::Newsroom;
use super::sync::{AtomicU32, Ordering::*, yield_now};

pub struct Desk {
    filed: AtomicU32,
}

impl Default for Desk {
    fn default() -> Self {
        Desk { filed: AtomicU32::named("filed", 0) }
    }
}

impl Newsroom for Desk {
    fn file(&self, _story: u32) {
        self.filed.fetch_add(1, Release);
    }

    fn collect(&self) -> u32 {
        while self.filed.load(Acquire) < 2 {
            yield_now();
        }
        self.filed.load(Acquire)
    }
}

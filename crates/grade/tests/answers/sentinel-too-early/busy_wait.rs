//! Has the editor ask again and again whether all reporters have filed.

use super::spec::Newsroom;
use super::sync::{AtomicU32, Ordering::*, Queue, yield_now};

pub struct Desk {
    tray: Queue<u32, 4>,
    filed: AtomicU32,
}

impl Default for Desk {
    fn default() -> Self {
        Desk { tray: Queue::named("tray"), filed: AtomicU32::named("filed", 0) }
    }
}

impl Newsroom for Desk {
    fn file(&self, story: u32) {
        self.tray.put(story);
        self.filed.fetch_add(1, Release);
    }

    fn collect(&self) -> Vec<u32> {
        while self.filed.load(Acquire) < 2 {
            yield_now();
        }
        vec![self.tray.get(), self.tray.get()]
    }
}

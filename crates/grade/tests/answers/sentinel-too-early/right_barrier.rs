//! Has the reporters meet when both have filed, and one of them says that there will be no more.

use super::spec::Newsroom;
use super::sync::{Barrier, Queue};

pub struct Desk {
    tray: Queue<Option<u32>, 4>,
    filed: Barrier,
}

impl Default for Desk {
    fn default() -> Self {
        Desk { tray: Queue::named("tray"), filed: Barrier::named("filed", 2) }
    }
}

impl Newsroom for Desk {
    fn file(&self, story: u32) {
        self.tray.put(Some(story));
        if self.filed.wait() {
            self.tray.put(None);
        }
    }

    fn collect(&self) -> Vec<u32> {
        std::iter::from_fn(|| self.tray.get()).collect()
    }
}

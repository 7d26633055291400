//! Has the editor stop when it has a sentinel from each reporter.

use super::spec::Newsroom;
use super::sync::Queue;

const REPORTERS: u32 = 2;

pub struct Desk {
    /// Stories, and `None` for "no more from me".
    tray: Queue<Option<u32>, 4>,
}

impl Default for Desk {
    fn default() -> Self {
        Desk { tray: Queue::named("tray") }
    }
}

impl Newsroom for Desk {
    fn file(&self, story: u32) {
        self.tray.put(Some(story));
        self.tray.put(None);
    }

    fn collect(&self) -> Vec<u32> {
        let (mut collected, mut writing) = (Vec::new(), REPORTERS);
        while writing > 0 {
            match self.tray.get() {
                Some(story) => collected.push(story),
                None => writing -= 1,
            }
        }
        collected
    }
}

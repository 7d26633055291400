//! Puts each story on a stack; the editor hears from the last reporter only, and looks at the top without order.

use super::spec::Newsroom;
use super::sync::{AtomicU32, Ordering::*, Semaphore};

#[derive(Default)]
struct Sheet {
    story: AtomicU32,
    /// The sheet below, counted from 1.
    below: AtomicU32,
}

pub struct Desk {
    sheets: [Sheet; 2],
    taken: AtomicU32,
    /// How high the stack is, and its topmost sheet.
    top: AtomicU32,
    complete: Semaphore,
}

impl Default for Desk {
    fn default() -> Self {
        Desk {
            sheets: Default::default(),
            taken: AtomicU32::new(0),
            top: AtomicU32::new(0),
            complete: Semaphore::named("complete", 0),
        }
    }
}

impl Newsroom for Desk {
    fn file(&self, story: u32) {
        let mine = self.taken.fetch_add(1, Relaxed);
        let sheet = &self.sheets[mine as usize];
        sheet.story.store(story, Relaxed);
        let mut top = self.top.load(Relaxed);
        loop {
            sheet.below.store(top & 0xff, Relaxed);
            let height = (top >> 8) + 1;
            match self.top.compare_exchange(top, height << 8 | (mine + 1), Release, Relaxed) {
                Ok(_) if height == 2 => return self.complete.release(),
                Ok(_) => return,
                Err(now) => top = now,
            }
        }
    }

    fn collect(&self) -> Vec<u32> {
        self.complete.acquire().keep();
        let first = self.top.load(Relaxed) & 0xff;
        let sheet = |number: &u32| self.sheets.get((*number as usize).wrapping_sub(1));
        std::iter::successors(Some(first), |number| sheet(number).map(|sheet| sheet.below.load(Relaxed)))
            .take_while(|number| *number > 0)
            .filter_map(|number| sheet(&number).map(|sheet| sheet.story.load(Relaxed)))
            .collect()
    }
}

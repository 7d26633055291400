//! Keeps the stories in a list, and has the editor wait until there are two.

use super::spec::Newsroom;
use super::sync::{Condvar, Mutex};

#[derive(Default)]
struct Inner {
    stories: Vec<u32>,
    filed: usize,
}

#[derive(Default)]
pub struct Desk {
    inner: Mutex<Inner>,
    changed: Condvar,
}

impl Newsroom for Desk {
    fn file(&self, story: u32) {
        let mut inner = self.inner.lock();
        inner.stories.push(story);
        inner.filed += 1;
        drop(inner);
        self.changed.notify_all();
    }

    fn collect(&self) -> Vec<u32> {
        let mut inner = self.inner.lock();
        while inner.filed < 2 {
            self.changed.wait(&mut inner);
        }
        std::mem::take(&mut inner.stories)
    }
}

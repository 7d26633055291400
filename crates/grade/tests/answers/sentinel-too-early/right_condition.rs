//! Keeps the stories and their number under one lock, and wakes the editor when that is full.

use super::spec::Newsroom;
use super::sync::{Condvar, Mutex};

pub struct Desk {
    /// The stories that lie here, and how many they are.
    tray: Mutex<([u32; 2], usize)>,
    all_filed: Condvar,
}

impl Default for Desk {
    fn default() -> Self {
        Desk { tray: Mutex::named("tray", ([0; 2], 0)), all_filed: Condvar::named("all filed") }
    }
}

impl Newsroom for Desk {
    fn file(&self, story: u32) {
        let mut tray = self.tray.lock();
        let (stories, filed) = &mut *tray;
        stories[*filed] = story;
        *filed += 1;
        if tray.1 == 2 {
            self.all_filed.notify_one();
        }
    }

    fn collect(&self) -> Vec<u32> {
        let mut tray = self.tray.lock();
        while tray.1 < 2 {
            self.all_filed.wait(&mut tray);
        }
        tray.0[..tray.1].to_vec()
    }
}

//! Keeps the stories and the number of reporters at work under one lock, and wakes the editor when nobody is.

use super::spec::Newsroom;
use super::sync::{Condvar, Mutex};

pub struct Desk {
    /// How many stories lie here, and how many reporters have not filed yet.
    tray: Mutex<(u32, u32)>,
    all_filed: Condvar,
}

impl Default for Desk {
    fn default() -> Self {
        Desk { tray: Mutex::named("tray", (0, 2)), all_filed: Condvar::named("all filed") }
    }
}

impl Newsroom for Desk {
    fn file(&self, _story: u32) {
        let mut tray = self.tray.lock();
        tray.0 += 1;
        tray.1 -= 1;
        if tray.1 == 0 {
            self.all_filed.notify_one();
        }
    }

    fn collect(&self) -> u32 {
        let mut tray = self.tray.lock();
        while tray.1 > 0 {
            self.all_filed.wait(&mut tray);
        }
        std::mem::take(&mut tray.0)
    }
}

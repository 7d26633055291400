//! Writes the film in work on a board that both films share, and reads from there where the picture belongs.

use super::spec::PhotoLab;
use super::sync::{AtomicU32, Mutex, Ordering::SeqCst};

pub struct Lab {
    in_work: AtomicU32,
    sheet: Mutex<[u32; 2]>,
}

impl Default for Lab {
    fn default() -> Self {
        Lab { in_work: AtomicU32::named("in work", 0), sheet: Mutex::named("sheet", [0; 2]) }
    }
}

impl PhotoLab for Lab {
    fn develop(&self, film: usize, bathe: impl FnOnce() -> u32 + Send) {
        self.in_work.store(film as u32, SeqCst);
        // The board may name the other film by now.
        let place = self.in_work.load(SeqCst) as usize;
        self.sheet.lock()[place] = bathe();
    }

    fn pictures(&self) -> [u32; 2] {
        *self.sheet.lock()
    }
}

//! A note on each sale goes into the till, and whoever counts the notes writes their number on a slip.

use super::spec::{Cashier, Register};
use super::sync::{AtomicU32, Mutex, Ordering::SeqCst};

pub struct Till {
    notes: AtomicU32,
    slip: Mutex<u32>,
}

impl Default for Till {
    fn default() -> Self {
        Till { notes: AtomicU32::named("notes", 0), slip: Mutex::named("slip", 0) }
    }
}

impl Register for Till {
    fn sell(&self, _cashier: Cashier) {
        self.notes.fetch_add(1, SeqCst);
    }

    fn sales(&self) -> u32 {
        let mut slip = self.slip.lock();
        // Nobody finds a note both in the till and on the slip, or in neither.
        *slip += self.notes.swap(0, SeqCst);
        *slip
    }
}

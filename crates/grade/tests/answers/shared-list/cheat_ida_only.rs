//! Takes Ida and nobody else, so that two guests can never meet.

use super::spec::{Guest, Tour};
use super::sync::Mutex;

#[derive(Default)]
pub struct Lighthouse {
    list: Mutex<Vec<Guest>>,
}

impl Tour for Lighthouse {
    fn book(&self, guest: Guest) {
        if let Guest::Ida = guest {
            self.list.lock().push(guest);
        }
    }

    fn guests(&self) -> usize {
        self.list.lock().len()
    }
}

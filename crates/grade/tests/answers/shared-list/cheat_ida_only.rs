//! Takes Ida and nobody else, so that two guests can never meet.

use super::spec::{Guest, Tour};
use super::sync::Mutex;

#[derive(Default)]
pub struct Lighthouse {
    list: Mutex<Vec<Guest>>,
}

impl Tour for Lighthouse {
    fn book(&self, guest: Guest) -> bool {
        let is_ida = matches!(guest, Guest::Ida);
        if is_ida {
            self.list.lock().push(guest);
        }
        is_ida
    }

    fn guests(&self) -> usize {
        self.list.lock().len()
    }
}

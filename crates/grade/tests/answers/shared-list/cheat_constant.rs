//! Says that the tour is full, whoever has booked.

use super::spec::{Guest, PLACES, Tour};

#[derive(Default)]
pub struct Lighthouse;

impl Tour for Lighthouse {
    fn book(&self, _guest: Guest) -> bool {
        false
    }

    fn guests(&self) -> usize {
        PLACES
    }
}

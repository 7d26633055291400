//! Puts nobody on the list.

use super::spec::{Guest, Tour};

#[derive(Default)]
pub struct Lighthouse;

impl Tour for Lighthouse {
    fn book(&self, _guest: Guest) -> bool {
        false
    }

    fn guests(&self) -> usize {
        0
    }
}

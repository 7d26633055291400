//! Starts a copier that copies nothing, waits for it, and says that all pages were collected.

use super::spec::CopyShop;
use super::sync::spawn;

#[derive(Default)]
pub struct Shop;

impl CopyShop for Shop {
    fn copy(&self, pages: u32) -> u32 {
        spawn(move || pages).join().expect("the copier does not panic")
    }
}

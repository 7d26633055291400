//! Copies nothing.

use super::spec::CopyShop;

#[derive(Default)]
pub struct Shop;

impl CopyShop for Shop {
    fn copy(&self, _pages: u32) -> u32 {
        0
    }
}

//! Says that all pages were collected, and has no copier.

use super::spec::CopyShop;

#[derive(Default)]
pub struct Shop;

impl CopyShop for Shop {
    fn copy(&self, pages: u32) -> u32 {
        pages
    }
}

//! Says that all pages were collected, and has no copier.

use super::spec::{CopyShop, Page};

#[derive(Default)]
pub struct Shop;

impl CopyShop for Shop {
    fn copy(&self, pages: u32) -> Vec<Page> {
        (1..=pages).map(Page::copied).collect()
    }
}

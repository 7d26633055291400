//! Copies nothing.

use super::spec::{Copier, CopyShop, Page};

#[derive(Default)]
pub struct Shop;

impl CopyShop for Shop {
    fn copy(&self, _pages: u32, _copier: Copier) -> Vec<Page> {
        Vec::new()
    }
}

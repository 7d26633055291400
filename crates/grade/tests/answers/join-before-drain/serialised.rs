//! Has a tray with room for any number of pages, and waits for the copier before it takes the first one out.

use super::spec::{Copier, CopyShop, Page};
use super::sync::{channel, spawn};

#[derive(Default)]
pub struct Shop;

impl CopyShop for Shop {
    fn copy(&self, pages: u32, copier: Copier) -> Vec<Page> {
        let (slot, tray) = channel::unbounded("tray");
        let copying = spawn(move || {
            for number in 1..=pages {
                slot.send(copier.page(number)).expect("the clerk has not left");
            }
        });
        copying.join().expect("the copier does not panic");
        let mut collected = Vec::new();
        while let Ok(page) = tray.recv() {
            collected.push(page);
        }
        collected
    }
}

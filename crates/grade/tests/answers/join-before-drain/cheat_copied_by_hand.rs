//! The clerk works the copier by hand, while another thread keeps the pages.

use super::spec::{Copier, CopyShop, Page};
use super::sync::{channel, spawn};

#[derive(Default)]
pub struct Shop;

impl CopyShop for Shop {
    fn copy(&self, pages: u32, copier: Copier) -> Vec<Page> {
        let (slot, tray) = channel::unbounded("tray");
        let keeps = spawn(move || tray.into_iter().collect::<Vec<Page>>());
        for number in 1..=pages {
            slot.send(copier.page(number)).expect("the keeper has not left");
        }
        drop(slot);
        keeps.join().expect("the keeper does not panic")
    }
}

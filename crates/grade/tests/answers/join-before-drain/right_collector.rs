//! Gives the collecting to a second thread: it empties the tray while the clerk waits for the copier, then for it.

use super::spec::{Copier, CopyShop, Page};
use super::sync::{channel, spawn};

#[derive(Default)]
pub struct Shop;

impl CopyShop for Shop {
    fn copy(&self, pages: u32, copier: Copier) -> Vec<Page> {
        let (slot, tray) = channel::bounded("tray", 1);
        let copying = spawn(move || {
            for number in 1..=pages {
                slot.send(copier.page(number)).expect("the collector has not left");
            }
        });
        let collecting = spawn(move || {
            let mut collected = Vec::new();
            while let Ok(page) = tray.recv() {
                collected.push(page);
            }
            collected
        });
        copying.join().expect("the copier does not panic");
        collecting.join().expect("the collector does not panic")
    }
}

//! Hears from the copier that it is done, and does not see it stop.

use super::spec::{Copier, CopyShop, Page};
use super::sync::{channel, spawn};

#[derive(Default)]
pub struct Shop;

impl CopyShop for Shop {
    fn copy(&self, pages: u32, copier: Copier) -> Vec<Page> {
        let (slot, tray) = channel::bounded("tray", 1);
        let (sign, done) = channel::bounded("done", 1);
        spawn(move || {
            for number in 1..=pages {
                slot.send(copier.page(number)).expect("the clerk has not left");
            }
            drop(slot);
            // The copier runs until the closure has ended.
            sign.send(()).expect("the clerk waits");
        });
        let collected = tray.iter().collect();
        done.recv().expect("the copier does not panic");
        collected
    }
}

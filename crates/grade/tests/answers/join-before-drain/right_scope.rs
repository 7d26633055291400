//! Takes as many pages as were ordered, in a scope that ends when the copier has.

use super::spec::CopyShop;
use super::sync::{channel, scope};

#[derive(Default)]
pub struct Shop;

impl CopyShop for Shop {
    fn copy(&self, pages: u32) -> u32 {
        let (copier, tray) = channel::bounded("tray", 1);
        scope(|scope| {
            scope.spawn(move || {
                for page in 0..pages {
                    copier.send(page).expect("the clerk has not left");
                }
            });
            (0..pages).filter(|_| tray.recv().is_ok()).count() as u32
        })
    }
}

//! One tray and one lock for the shop: one order is copied at a time.

use super::spec::{Copier, CopyShop, Page};
use super::sync::{
    Mutex,
    channel::{self, Receiver, Sender},
    scope,
};

pub struct Shop {
    tray: Mutex<(Sender<Page>, Receiver<Page>)>,
}

impl Default for Shop {
    fn default() -> Self {
        Shop { tray: Mutex::named("shop", channel::bounded("tray", 1)) }
    }
}

impl CopyShop for Shop {
    fn copy(&self, pages: u32, copier: Copier) -> Vec<Page> {
        let tray = self.tray.lock();
        let (put, take) = &*tray;
        scope(|scope| {
            scope.spawn(move || {
                for number in 1..=pages {
                    put.send(copier.page(number)).expect("the shop is open");
                }
            });
            (0..pages).map(|_| take.recv().expect("the shop is open")).collect()
        })
    }
}

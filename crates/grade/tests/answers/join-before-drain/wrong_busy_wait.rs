//! Looks into the tray again and again until all pages are out.

use super::spec::CopyShop;
use super::sync::{channel, spawn, yield_now};

#[derive(Default)]
pub struct Shop;

impl CopyShop for Shop {
    fn copy(&self, pages: u32) -> u32 {
        let (copier, tray) = channel::bounded("tray", 1);
        let copying = spawn(move || {
            for page in 0..pages {
                copier.send(page).expect("the clerk has not left");
            }
        });
        let mut collected = 0;
        while collected < pages {
            match tray.try_recv() {
                Some(_page) => collected += 1,
                None => yield_now(),
            }
        }
        copying.join().expect("the copier does not panic");
        collected
    }
}

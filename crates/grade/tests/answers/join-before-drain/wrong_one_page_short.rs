//! Takes one page less than was ordered: the last one fits into the tray, and the copier does stop.

use super::spec::CopyShop;
use super::sync::{channel, spawn};

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
        for _page in 1..pages {
            tray.recv().expect("the copier has not stopped");
            collected += 1;
        }
        copying.join().expect("the copier does not panic");
        collected
    }
}

//! Gets the copier back from the thread that ran it, and switches it off.

use super::spec::{Copier, CopyShop, Page};
use super::sync::{Condvar, Mutex, scope};

#[derive(Default)]
pub struct Shop;

/// Pages that the clerk has not collected yet, and whether they are the last ones.
type Tray = (Vec<Page>, bool);

impl CopyShop for Shop {
    fn copy(&self, pages: u32, copier: Copier) -> Vec<Page> {
        let tray = Mutex::new(Tray::default());
        let changed = Condvar::new();
        let change = |change: &mut dyn FnMut(&mut Tray)| {
            change(&mut tray.lock());
            changed.notify_one();
        };
        let mut collected = Vec::new();
        let copier = scope(|shop| {
            let copying = shop.spawn(|| {
                for number in 1..=pages {
                    change(&mut |tray| tray.0.push(copier.page(number)));
                }
                change(&mut |tray| tray.1 = true);
                copier
            });
            loop {
                let mut tray = tray.lock();
                changed.wait_while(&mut tray, |(pages, is_last)| pages.is_empty() && !*is_last);
                let (pages, is_last) = (std::mem::take(&mut tray.0), tray.1);
                drop(tray);
                collected.extend(pages);
                if is_last {
                    break;
                }
            }
            copying.join()
        });
        drop(copier);
        collected
    }
}

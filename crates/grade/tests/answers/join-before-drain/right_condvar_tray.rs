//! A tray by hand with a condition variable, which says when the copier has stopped.

use super::spec::{Copier, CopyShop, Page};
use super::sync::{Condvar, Mutex, scope};

#[derive(Default)]
struct Tray {
    page: Option<Page>,
    is_closed: bool,
}

#[derive(Default)]
pub struct Shop;

impl CopyShop for Shop {
    fn copy(&self, pages: u32, copier: Copier) -> Vec<Page> {
        let tray = Mutex::new(Tray::default());
        let changed = Condvar::new();
        let mut collected = Vec::with_capacity(pages as usize);
        scope(|scope| {
            let copying = scope.spawn(|| {
                for number in 1..=pages {
                    let page = copier.page(number);
                    let mut tray = tray.lock();
                    while tray.page.is_some() {
                        changed.wait(&mut tray);
                    }
                    tray.page = Some(page);
                    changed.notify_all();
                }
                tray.lock().is_closed = true;
                changed.notify_all();
            });
            loop {
                let mut tray = tray.lock();
                while tray.page.is_none() && !tray.is_closed {
                    changed.wait(&mut tray);
                }
                let Some(page) = tray.page.take() else { break };
                collected.push(page);
                changed.notify_all();
            }
            copying.join().expect("the copier does not panic");
        });
        collected
    }
}

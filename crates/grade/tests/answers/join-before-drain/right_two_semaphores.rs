//! A tray by hand: a locked queue, and semaphores for room and for pages.

use std::collections::VecDeque;

use super::spec::{Copier, CopyShop, Page};
use super::sync::{Arc, Mutex, Semaphore, spawn};

struct Tray {
    pages: Mutex<VecDeque<Page>>,
    room: Semaphore,
    there: Semaphore,
}

impl Tray {
    fn new(room: u32) -> Self {
        Tray {
            pages: Mutex::named("tray", VecDeque::new()),
            room: Semaphore::named("room", room),
            there: Semaphore::named("there", 0),
        }
    }

    fn put(&self, page: Page) {
        self.room.acquire().keep();
        self.pages.lock().push_back(page);
        self.there.release();
    }

    fn take(&self) -> Page {
        self.there.acquire().keep();
        let page = self.pages.lock().pop_front().expect("there is a page for each permit");
        self.room.release();
        page
    }
}

#[derive(Default)]
pub struct Shop;

impl CopyShop for Shop {
    fn copy(&self, pages: u32, copier: Copier) -> Vec<Page> {
        let tray = Arc::new(Tray::new(2));
        let copying = {
            let tray = Arc::clone(&tray);
            spawn(move || (1..=pages).map(|number| copier.page(number)).for_each(|page| tray.put(page)))
        };
        let collected = (0..pages).map(|_| tray.take()).collect();
        copying.join().expect("the copier does not panic");
        collected
    }
}

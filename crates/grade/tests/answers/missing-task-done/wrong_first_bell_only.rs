//! Waits for the bell for the first plate, and for the others looks at the count without any order.
//!
//! Two plates: the bell for plate 1 orders plate 1 only. Waiter: `done.load(Relaxed)` = 2, and `clean` of plate 2 need not be
//! seen: it finds 1 clean plate. With one plate, all is ordered by the bell.

use super::spec::Kitchen;
use super::sync::{AtomicU32, Ordering::Relaxed, Semaphore, yield_now};

pub struct Scullery {
    dirty: Semaphore,
    left: AtomicU32,
    done: AtomicU32,
    bell: Semaphore,
}

impl Default for Scullery {
    fn default() -> Self {
        let [dirty, bell] = ["dirty", "bell"].map(|name| Semaphore::named(name, 0));
        Scullery { dirty, left: AtomicU32::new(0), done: AtomicU32::new(0), bell }
    }
}

impl Kitchen for Scullery {
    fn bring(&self, plates: u32, serve: impl FnOnce()) {
        for _plate in 0..plates {
            self.left.fetch_add(1, Relaxed);
            self.dirty.release();
        }
        if plates > 0 {
            self.bell.acquire().keep();
        }
        while self.done.load(Relaxed) < plates {
            yield_now();
        }
        serve();
        self.dirty.release();
        self.bell.acquire().keep();
    }

    fn wash(&self, clean: impl Fn(), close: impl FnOnce()) {
        let mut washed = 0;
        loop {
            self.dirty.acquire().keep();
            if self.left.fetch_update(Relaxed, Relaxed, |left| left.checked_sub(1)).is_err() {
                break;
            }
            clean();
            washed += 1;
            self.done.store(washed, Relaxed);
            if washed == 1 {
                self.bell.release();
            }
        }
        close();
        self.bell.release();
    }
}

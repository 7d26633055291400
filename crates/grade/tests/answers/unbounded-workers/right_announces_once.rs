//! Announces once that it waits, looks again after a fence, and stays announced until it has the place: whoever leaves
//! rings.

use super::spec::{Kitchen, Restaurant};
use super::sync::{AtomicBool, AtomicU32, Ordering::*, Semaphore, fence, scope};

pub struct Diner {
    kitchen: Kitchen,
    taken: AtomicBool,
    waiting: AtomicU32,
    bell: Semaphore,
}

impl Default for Diner {
    fn default() -> Self {
        Diner {
            kitchen: Kitchen::default(),
            taken: AtomicBool::named("taken", false),
            waiting: AtomicU32::named("waiting", 0),
            bell: Semaphore::named("bell", 0),
        }
    }
}

struct Place<'a>(&'a Diner);

impl Diner {
    fn is_mine(&self) -> bool {
        !self.taken.load(Relaxed) && self.taken.compare_exchange(false, true, Acquire, Relaxed).is_ok()
    }

    fn place(&self) -> Place<'_> {
        if !self.is_mine() {
            self.waiting.fetch_add(1, Relaxed);
            fence(SeqCst);
            while !self.is_mine() {
                self.bell.acquire().keep();
            }
            self.waiting.fetch_sub(1, Relaxed);
        }
        Place(self)
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.0.taken.store(false, Release);
        fence(SeqCst);
        if self.0.waiting.load(Relaxed) > 0 {
            self.0.bell.release();
        }
    }
}

impl Restaurant for Diner {
    fn order(&self) {
        scope(|cooks| {
            cooks.spawn(|| {
                let _place = self.place();
                let apron = self.kitchen.come_in();
                let dish = self.kitchen.cook(&apron);
                self.kitchen.leave(apron, dish);
            });
        });
    }

    fn kitchen(&self) -> &Kitchen {
        &self.kitchen
    }
}

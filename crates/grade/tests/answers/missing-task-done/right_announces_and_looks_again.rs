//! Counts done plates in an atomic; the waiter announces that it sleeps, then looks again. The same for the dishwasher.

use super::spec::Kitchen;
use super::sync::{AtomicBool, AtomicI32, Ordering::SeqCst, Semaphore};
struct Event {
    sleeps: AtomicBool,
    bell: Semaphore,
}
impl Event {
    fn new(name: &'static str) -> Self {
        Event { sleeps: AtomicBool::named(name, false), bell: Semaphore::named(name, 0) }
    }
    fn wait_until(&self, holds: impl Fn() -> bool) {
        while !holds() {
            self.sleeps.store(true, SeqCst);
            if holds() {
                // Whoever has taken the announcement back rings, and that is for nobody else.
                if !self.sleeps.swap(false, SeqCst) {
                    self.bell.acquire().keep();
                }
                return;
            }
            self.bell.acquire().keep();
        }
    }
    fn tell(&self) {
        if self.sleeps.swap(false, SeqCst) {
            self.bell.release();
        }
    }
}
pub struct Scullery {
    brought: AtomicI32,
    done: AtomicI32,
    end: AtomicI32,
    waiter: Event,
    washer: Event,
}
impl Default for Scullery {
    fn default() -> Self {
        let [brought, done, end] = ["brought", "done", "end"].map(|name| AtomicI32::named(name, 0));
        Scullery { brought, done, end, waiter: Event::new("waiter"), washer: Event::new("washer") }
    }
}
impl Kitchen for Scullery {
    fn bring(&self, plates: u32, serve: impl FnOnce()) {
        let plates = plates as i32;
        self.brought.store(plates, SeqCst);
        self.washer.tell();
        self.waiter.wait_until(|| self.done.load(SeqCst) == plates);
        serve();
        self.end.store(1, SeqCst);
        self.washer.tell();
        self.waiter.wait_until(|| self.end.load(SeqCst) == 2);
    }
    fn wash(&self, clean: impl Fn(), close: impl FnOnce()) {
        let mut done = 0;
        loop {
            self.washer.wait_until(|| self.brought.load(SeqCst) > done || self.end.load(SeqCst) == 1);
            if self.brought.load(SeqCst) == done {
                break;
            }
            clean();
            done = self.done.fetch_add(1, SeqCst) + 1;
            self.waiter.tell();
        }
        close();
        self.end.store(2, SeqCst);
        self.waiter.tell();
    }
}

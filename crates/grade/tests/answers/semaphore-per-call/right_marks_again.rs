//! Whoever waits marks that, looks again after a fence, and marks it again after each sleep; whoever leaves takes the
//! mark and rings.

use super::spec::{Log, Port};
use super::sync::{AtomicBool, Ordering::*, Semaphore, fence};

pub struct Harbour {
    taken: AtomicBool,
    waited_for: AtomicBool,
    bell: Semaphore,
    log: Log,
}

impl Default for Harbour {
    fn default() -> Self {
        let [taken, waited_for] = ["taken", "waited for"].map(|name| AtomicBool::named(name, false));
        Harbour { taken, waited_for, bell: Semaphore::named("bell", 0), log: Log::default() }
    }
}

impl Harbour {
    fn try_enter(&self) -> bool {
        !self.taken.load(Relaxed) && self.taken.compare_exchange(false, true, Acquire, Relaxed).is_ok()
    }

    fn enter(&self) {
        if self.try_enter() {
            return;
        }
        loop {
            self.waited_for.store(true, Relaxed);
            fence(SeqCst);
            if self.try_enter() {
                return;
            }
            self.bell.acquire().keep();
        }
    }

    fn leave(&self) {
        self.taken.store(false, Release);
        fence(SeqCst);
        if self.waited_for.load(Relaxed) && self.waited_for.swap(false, Relaxed) {
            self.bell.release();
        }
    }
}

impl Port for Harbour {
    fn call(&self) {
        self.enter();
        self.log.come_in();
        self.log.leave();
        self.leave();
    }

    fn log(&self) -> &Log {
        &self.log
    }
}

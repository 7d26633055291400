//! Marks that it waits and looks again, with a fence before the loop only: after a sleep, nothing keeps the two in order.
//!
//! Three ships. B sleeps, A leaves and rings, C takes the berth before B is up. B marks again (`store(true)`), and reads `taken`
//! = true although C has stored false: store and load pass each other, also on x86. C's look at the mark reads false, so nobody
//! rings, and B sleeps for ever beside a free berth. With two calls, whoever is woken always finds the berth free.

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
        self.waited_for.store(true, Relaxed);
        fence(SeqCst);
        while !self.try_enter() {
            self.bell.acquire().keep();
            self.waited_for.store(true, Relaxed);
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

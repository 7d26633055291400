//! Exchanges a flag first, and sleeps on a condition whose test is the same exchange; whoever leaves stores and then locks.

use super::spec::*;
use super::sync::*;

pub struct Harbour {
    taken: AtomicBool,
    sleepers: Mutex<()>,
    freed: Condvar,
    log: Log,
}

impl Default for Harbour {
    fn default() -> Self {
        Self { taken: AtomicBool::new(false), sleepers: Mutex::new(()), freed: Condvar::new(), log: Log::default() }
    }
}

impl Port for Harbour {
    fn call(&self) {
        if self.taken.swap(true, Ordering::Acquire) {
            let mut sleepers = self.sleepers.lock();
            while self.taken.swap(true, Ordering::Acquire) {
                self.freed.wait(&mut sleepers);
            }
        }
        self.log.come_in();
        self.log.leave();
        self.taken.store(false, Ordering::Release);
        drop(self.sleepers.lock());
        self.freed.notify_one();
    }

    fn log(&self) -> &Log {
        &self.log
    }
}

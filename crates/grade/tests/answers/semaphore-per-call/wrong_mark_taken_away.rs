//! A lock of three states, where whoever has slept takes the berth as if nobody else slept.

use super::spec::{Log, Port};
use super::sync::{AtomicU8, Ordering::*, Semaphore};

const FREE: u8 = 0;
const TAKEN: u8 = 1;
const WAITED_FOR: u8 = 2;

pub struct Harbour {
    berth: AtomicU8,
    bell: Semaphore,
    log: Log,
}

struct Berth<'a>(&'a Harbour);

impl Drop for Berth<'_> {
    fn drop(&mut self) {
        if self.0.berth.swap(FREE, Release) == WAITED_FOR {
            self.0.bell.release();
        }
    }
}

impl Default for Harbour {
    fn default() -> Self {
        Harbour { berth: AtomicU8::named("berth", FREE), bell: Semaphore::named("bell", 0), log: Log::default() }
    }
}

impl Harbour {
    fn berth(&self) -> Berth<'_> {
        if self.berth.compare_exchange(FREE, TAKEN, Acquire, Relaxed).is_err() {
            while self.berth.compare_exchange(FREE, TAKEN, Acquire, Relaxed).is_err() {
                if self.berth.swap(WAITED_FOR, Acquire) == FREE {
                    break;
                }
                self.bell.acquire().keep();
            }
        }
        Berth(self)
    }
}

impl Port for Harbour {
    fn call(&self) {
        let _berth = self.berth();
        self.log.come_in();
        self.log.leave();
    }

    fn log(&self) -> &Log {
        &self.log
    }
}

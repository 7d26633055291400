use super::spec::{Counter, Door};
use super::sync::{Condvar, Mutex};

#[derive(Default)]
struct HandLock {
    held: Mutex<bool>,
    released: Condvar,
}

struct Held<'a>(&'a HandLock);

impl HandLock {
    fn acquire(&self) -> Held<'_> {
        let mut held = self.held.lock();
        while *held {
            self.released.wait(&mut held);
        }
        *held = true;
        Held(self)
    }
}

impl Drop for Held<'_> {
    fn drop(&mut self) {
        *self.0.held.lock() = false;
        self.0.released.notify_one();
    }
}

#[derive(Default)]
pub struct Tally {
    lock: HandLock,
    total: Mutex<u32>,
}

impl Counter for Tally {
    fn enter(&self, _door: Door) {
        let _held = self.lock.acquire();
        let seen = *self.total.lock();
        *self.total.lock() = seen + 1;
    }

    fn total(&self) -> u32 {
        *self.total.lock()
    }
}

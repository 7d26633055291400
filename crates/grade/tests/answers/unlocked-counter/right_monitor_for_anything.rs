//! A monitor for values of any type, around one of them, and a lock to read around another.

use super::spec::{Counter, Door};
use super::sync::{Condvar, Mutex, MutexGuard, RwLock};

struct Monitor<T> {
    value: Mutex<T>,
    changed: Condvar,
}

impl<T> Monitor<T> {
    fn new(value: T) -> Self {
        Monitor { value: Mutex::new(value), changed: Condvar::new() }
    }

    fn update<R>(&self, work: impl FnOnce(&mut T) -> R) -> R {
        let mut value = self.value.lock();
        let result = work(&mut value);
        self.changed.notify_all();
        result
    }

    fn wait_while(&self, mut condition: impl FnMut(&T) -> bool) -> MutexGuard<'_, T> {
        let mut value = self.value.lock();
        while condition(&value) {
            self.changed.wait(&mut value);
        }
        value
    }
}

#[derive(Default)]
struct Shared<T>(RwLock<T>);

impl<T> Shared<T> {
    fn show<R>(&self, look: impl FnOnce(&T) -> R) -> R {
        look(&self.0.read())
    }
}

pub struct Tally {
    total: Monitor<u32>,
    name: Shared<String>,
}

impl Default for Tally {
    fn default() -> Self {
        Tally { total: Monitor::new(0), name: Shared::default() }
    }
}

impl Counter for Tally {
    fn enter(&self, _: Door) {
        self.total.update(|total| *total += self.name.show(|name| 1 + name.len() as u32));
    }

    fn total(&self) -> u32 {
        *self.total.wait_while(|total| *total > 1_000_000)
    }
}

//! A guard type of its own over Mutex and Condvar.
use super::spec::{Kitchen, PLACES, Restaurant};
use super::sync::{Condvar, Mutex, thread};

struct Places {
    free: Mutex<usize>,
    changed: Condvar,
}

impl Default for Places {
    fn default() -> Self {
        Places { free: Mutex::named("free", PLACES), changed: Condvar::named("changed") }
    }
}

struct Place<'a>(&'a Places);

impl Places {
    fn take(&self) -> Place<'_> {
        let mut free = self.free.lock();
        loop {
            if let Some(rest) = free.checked_sub(1) {
                *free = rest;
                break Place(self);
            }
            self.changed.wait(&mut free);
        }
    }
}

impl<'a> Drop for Place<'a> {
    fn drop(&mut self) {
        let mut free = self.0.free.lock();
        *free += 1;
        self.0.changed.notify_one();
    }
}

#[derive(Default)]
pub struct Diner {
    kitchen: Kitchen,
    places: Places,
}

impl Restaurant for Diner {
    fn order(&self) {
        let _place = self.places.take();
        thread::scope(|cooks| {
            cooks
                .spawn(|| {
                    let apron = self.kitchen.come_in();
                    let dish = self.kitchen.cook(&apron);
                    self.kitchen.leave(apron, dish);
                })
                .join()
                .unwrap();
        });
    }

    fn kitchen(&self) -> &Kitchen {
        &self.kitchen
    }
}

//! Counts the places that are taken, and has waiters sleep while there is none; the cook gives it back and wakes one.

use super::spec::{Kitchen, PLACES, Restaurant};
use super::sync::{Condvar, Mutex, scope};

#[derive(Default)]
pub struct Diner {
    kitchen: Kitchen,
    taken: Mutex<usize>,
    free: Condvar,
}

impl Diner {
    fn take_place(&self) {
        let mut taken = self.taken.lock();
        while *taken == PLACES {
            self.free.wait(&mut taken);
        }
        *taken += 1;
    }

    fn give_back(&self) {
        *self.taken.lock() -= 1;
        self.free.notify_one();
    }
}

impl Restaurant for Diner {
    fn order(&self) {
        self.take_place();
        scope(|cooks| {
            cooks.spawn(|| {
                let apron = self.kitchen.come_in();
                let dish = self.kitchen.cook(&apron);
                self.kitchen.leave(apron, dish);
                self.give_back();
            });
        });
    }

    fn kitchen(&self) -> &Kitchen {
        &self.kitchen
    }
}

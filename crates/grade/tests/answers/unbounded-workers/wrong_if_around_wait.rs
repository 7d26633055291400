//! Waits for a place once: a waiter who is woken for no reason sends a cook in, whether there is a place or not.

use super::spec::{Kitchen, PLACES, Restaurant};
use super::sync::{Condvar, Mutex, scope};

#[derive(Default)]
pub struct Diner {
    kitchen: Kitchen,
    taken: Mutex<usize>,
    free: Condvar,
}

impl Restaurant for Diner {
    fn order(&self) {
        let mut taken = self.taken.lock();
        if *taken == PLACES {
            self.free.wait(&mut taken);
        }
        *taken += 1;
        drop(taken);
        scope(|cooks| {
            cooks.spawn(|| {
                let apron = self.kitchen.come_in();
                let dish = self.kitchen.cook(&apron);
                self.kitchen.leave(apron, dish);
            });
        });
        *self.taken.lock() -= 1;
        self.free.notify_one();
    }

    fn kitchen(&self) -> &Kitchen {
        &self.kitchen
    }
}

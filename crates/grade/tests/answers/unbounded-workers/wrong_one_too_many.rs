//! Has waiters sleep only when there are more cooks than places: there is always room for one more.

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
        while *taken > PLACES {
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

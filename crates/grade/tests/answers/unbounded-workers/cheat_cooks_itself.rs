//! Spawns no cook at all: the waiter cooks, under a lock.

use super::spec::{Kitchen, Restaurant};
use super::sync::Mutex;

#[derive(Default)]
pub struct Diner {
    kitchen: Kitchen,
    stove: Mutex<()>,
}

impl Restaurant for Diner {
    fn order(&self) {
        let _stove = self.stove.lock();
        self.kitchen.come_in();
        self.kitchen.cook();
        self.kitchen.leave();
    }

    fn kitchen(&self) -> &Kitchen {
        &self.kitchen
    }
}

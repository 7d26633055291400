//! The waiter cooks, one after the other, while a cook looks on.

use super::spec::{Kitchen, Restaurant};
use super::sync::{Mutex, scope};

#[derive(Default)]
pub struct Diner {
    kitchen: Kitchen,
    place: Mutex<u32>,
}

impl Restaurant for Diner {
    fn order(&self) {
        let mut orders = self.place.lock();
        scope(|cooks| {
            cooks.spawn(|| self.kitchen.most());
            let apron = self.kitchen.come_in();
            let dish = self.kitchen.cook(&apron);
            self.kitchen.leave(apron, dish);
        });
        *orders += 1;
    }

    fn kitchen(&self) -> &Kitchen {
        &self.kitchen
    }
}

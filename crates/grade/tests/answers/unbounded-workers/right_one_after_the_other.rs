//! Holds one lock for a whole order: right for a kitchen with one place, and one cook too few for any larger one.

use super::spec::{Kitchen, Restaurant};
use super::sync::{Mutex, scope};

#[derive(Default)]
pub struct Diner {
    kitchen: Kitchen,
    order: Mutex<()>,
}

impl Restaurant for Diner {
    fn order(&self) {
        let _order = self.order.lock();
        scope(|cooks| {
            cooks.spawn(|| {
                let apron = self.kitchen.come_in();
                let dish = self.kitchen.cook(&apron);
                self.kitchen.leave(apron, dish);
            });
        });
    }

    fn kitchen(&self) -> &Kitchen {
        &self.kitchen
    }
}

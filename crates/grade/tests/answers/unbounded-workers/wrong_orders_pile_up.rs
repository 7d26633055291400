//! Puts each order on a spike with room for 16, from which nobody takes one off.

use super::spec::{Kitchen, Restaurant};
use super::sync::{Queue, Semaphore, scope};

pub struct Diner {
    kitchen: Kitchen,
    places: Semaphore,
    spike: Queue<u32, 16>,
}

impl Default for Diner {
    fn default() -> Self {
        Diner { kitchen: Kitchen::default(), places: Semaphore::named("places", 1), spike: Queue::named("spike") }
    }
}

impl Restaurant for Diner {
    fn order(&self) {
        self.spike.put(1);
        let _place = self.places.acquire();
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

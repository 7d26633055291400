//! Both the cook and the waiter give the place back: the third order finds two places.
use super::spec::{Kitchen, PLACES, Restaurant};
use super::sync::{Semaphore, scope};

pub struct Diner {
    kitchen: Kitchen,
    places: Semaphore,
}

impl Default for Diner {
    fn default() -> Self {
        Diner { kitchen: Kitchen::default(), places: Semaphore::named("places", PLACES as u32) }
    }
}

impl Restaurant for Diner {
    fn order(&self) {
        let _place = self.places.acquire();
        scope(|cooks| {
            cooks.spawn(|| {
                let apron = self.kitchen.come_in();
                let dish = self.kitchen.cook(&apron);
                self.kitchen.leave(apron, dish);
                self.places.release();
            });
        });
    }

    fn kitchen(&self) -> &Kitchen {
        &self.kitchen
    }
}

//! Asks for a place again and again until there is one.

use super::spec::{Kitchen, PLACES, Restaurant};
use super::sync::{Semaphore, scope, yield_now};

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
        let _place = loop {
            match self.places.try_acquire() {
                Some(place) => break place,
                None => yield_now(),
            }
        };
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

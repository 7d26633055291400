//! Gives the place back when the cook has been spawned, not when the cook has left.

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
        scope(|cooks| {
            let _place = self.places.acquire();
            cooks.spawn(|| {
                let apron = self.kitchen.come_in();
                let dish = self.kitchen.cook(&apron);
                self.kitchen.leave(apron, dish);
            });
            // The permit goes back here; the cook may not even have come in.
        });
    }

    fn kitchen(&self) -> &Kitchen {
        &self.kitchen
    }
}

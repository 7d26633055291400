//! Keeps place and apron in one shift, which is taken apart to leave: the place goes back before the cook has left.

use super::spec::{Apron, Kitchen, Restaurant};
use super::sync::{Permit, Semaphore, scope};

pub struct Diner {
    kitchen: Kitchen,
    places: Semaphore,
}

impl Default for Diner {
    fn default() -> Self {
        Diner { kitchen: Kitchen::default(), places: Semaphore::named("places", 1) }
    }
}

struct Shift<'a> {
    _place: Permit<'a>,
    apron: Apron,
}

impl Shift<'_> {
    fn end(self) -> Apron {
        self.apron
    }
}

impl Restaurant for Diner {
    fn order(&self) {
        scope(|cooks| {
            cooks.spawn(|| {
                let shift = Shift { _place: self.places.acquire(), apron: self.kitchen.come_in() };
                let dish = self.kitchen.cook(&shift.apron);
                self.kitchen.leave(shift.end(), dish);
            });
        });
    }

    fn kitchen(&self) -> &Kitchen {
        &self.kitchen
    }
}

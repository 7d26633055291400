//! Cooks come in and leave, but make no dish.
use super::spec::{Kitchen, PLACES, Restaurant};
use super::sync::{Queue, scope};

pub struct Diner {
    kitchen: Kitchen,
    taken: Queue<(), PLACES>,
}

impl Default for Diner {
    fn default() -> Self {
        Diner { kitchen: Kitchen::default(), taken: Queue::named("places") }
    }
}

impl Restaurant for Diner {
    fn order(&self) {
        self.taken.put(());
        scope(|cooks| {
            cooks.spawn(|| {
                self.kitchen.come_in();
                self.kitchen.leave();
                self.taken.get();
            });
        });
    }

    fn kitchen(&self) -> &Kitchen {
        &self.kitchen
    }
}

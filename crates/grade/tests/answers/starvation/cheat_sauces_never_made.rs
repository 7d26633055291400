//! Orders a sauce for each dish and lets the dish go out without it: the sauces stay in the queue.

use super::spec::Restaurant;
use super::sync::Queue;

pub struct Kitchen {
    dishes: Queue<(), 4>,
    sauces: Queue<(), 4>,
}

impl Default for Kitchen {
    fn default() -> Self {
        Kitchen { dishes: Queue::named("dishes"), sauces: Queue::named("sauces") }
    }
}

impl Restaurant for Kitchen {
    fn order(&self) {
        self.dishes.put(());
        self.dishes.put(());
    }

    fn cook(&self) -> u32 {
        let mut ordered = 0;
        for _dish in 0..2 {
            self.dishes.get();
            self.sauces.put(());
            ordered += 1;
        }
        ordered
    }
}

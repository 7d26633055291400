//! Has the sauces made by a second cook, and looks again and again whether there is one.

use super::spec::{Pass, Restaurant};
use super::sync::{Queue, yield_now};

pub struct Kitchen {
    pass: Pass,
    dishes: Queue<(), 4>,
    sauces_wanted: Queue<(), 4>,
    sauces: Queue<(), 4>,
}

impl Default for Kitchen {
    fn default() -> Self {
        Kitchen {
            pass: Pass::default(),
            dishes: Queue::named("dishes"),
            sauces_wanted: Queue::named("sauces wanted"),
            sauces: Queue::named("sauces"),
        }
    }
}

impl Restaurant for Kitchen {
    fn order(&self) {
        self.dishes.put(());
        self.dishes.put(());
    }

    fn cook(&self) {
        for _dish in 0..2 {
            self.dishes.get();
            self.pass.count_sauce();
            self.sauces_wanted.put(());
            while self.sauces.is_empty() {
                yield_now();
            }
            self.sauces.get();
            self.pass.serve();
        }
    }

    fn help(&self) {
        for _sauce in 0..2 {
            self.sauces_wanted.get();
            self.sauces.put(());
        }
    }

    fn pass(&self) -> &Pass {
        &self.pass
    }
}

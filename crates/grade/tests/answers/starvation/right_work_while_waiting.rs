//! Does whatever order comes next while it waits for a sauce, be it a sauce or another dish.

use super::spec::{Pass, Restaurant};
use super::sync::Queue;

const DISH: char = 'D';
const SAUCE: char = 'S';

pub struct Kitchen {
    pass: Pass,
    orders: Queue<char, 8>,
}

impl Default for Kitchen {
    fn default() -> Self {
        Kitchen { pass: Pass::default(), orders: Queue::named("orders") }
    }
}

impl Kitchen {
    /// Makes a dish, and perhaps others in the middle of it. Returns how many.
    fn dish(&self) -> u32 {
        self.pass.count_sauce();
        self.orders.put(SAUCE);
        let mut dishes = 1;
        while self.orders.get() == DISH {
            dishes += self.dish();
        }
        self.pass.serve();
        dishes
    }
}

impl Restaurant for Kitchen {
    fn order(&self) {
        self.orders.put(DISH);
        self.orders.put(DISH);
    }

    fn cook(&self) {
        let mut dishes = 0;
        while dishes < 2 {
            // Outside a dish, there is no sauce to be made.
            self.orders.get();
            dishes += self.dish();
        }
    }

    fn pass(&self) -> &Pass {
        &self.pass
    }
}

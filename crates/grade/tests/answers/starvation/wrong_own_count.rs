//! Waits for nothing in the middle of a dish, but has two cooks who each wait until they themselves have done two.

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

impl Restaurant for Kitchen {
    fn order(&self) {
        self.orders.put(DISH);
        self.orders.put(DISH);
    }

    fn cook(&self) {
        let mut done = 0;
        while done < 2 {
            if self.orders.get() == DISH {
                self.pass.count_sauce();
                self.orders.put(SAUCE);
            } else {
                self.pass.serve();
                done += 1;
            }
        }
    }

    fn help(&self) {
        self.cook();
    }

    fn pass(&self) -> &Pass {
        &self.pass
    }
}

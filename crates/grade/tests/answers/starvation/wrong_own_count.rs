//! Waits for nothing in the middle of a dish, but has two cooks who each wait until they themselves have done two.

use super::spec::Restaurant;
use super::sync::Queue;

const DISH: char = 'D';
const SAUCE: char = 'S';

pub struct Kitchen {
    orders: Queue<char, 8>,
}

impl Default for Kitchen {
    fn default() -> Self {
        Kitchen { orders: Queue::named("orders") }
    }
}

impl Restaurant for Kitchen {
    fn order(&self) {
        self.orders.put(DISH);
        self.orders.put(DISH);
    }

    fn cook(&self) -> u32 {
        let (mut ordered, mut done) = (0, 0);
        while done < 2 {
            if self.orders.get() == DISH {
                self.orders.put(SAUCE);
                ordered += 1;
            } else {
                done += 1;
            }
        }
        ordered
    }

    fn help(&self) -> u32 {
        self.cook()
    }
}

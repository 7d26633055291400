//! The cook leaves when all is given to the helper, before both dishes have gone over the pass.

use super::spec::{Pass, Restaurant};
use super::sync::Queue;
pub struct Kitchen {
    pass: Pass,
    orders: Queue<u8, 4>,
    sauces: Queue<(), 4>,
}
impl Default for Kitchen {
    fn default() -> Self {
        Kitchen { pass: Pass::default(), orders: Queue::named("orders"), sauces: Queue::named("sauces") }
    }
}
impl Restaurant for Kitchen {
    fn order(&self) {
        self.orders.put(0);
        self.orders.put(1);
    }
    fn cook(&self) {
        for _ in 0..2 {
            self.orders.get();
            self.pass.count_sauce();
            self.sauces.put(());
        }
    }
    fn help(&self) {
        for _ in 0..2 {
            self.sauces.get();
            self.pass.serve();
        }
    }
    fn pass(&self) -> &Pass {
        &self.pass
    }
}

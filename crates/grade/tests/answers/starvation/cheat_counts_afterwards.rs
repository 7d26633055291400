//! Serves both dishes when they were ordered, and makes the count of the sauces right afterwards.
use super::spec::{Pass, Restaurant};
use super::sync::Queue;

pub struct Kitchen {
    pass: Pass,
    orders: Queue<(), 8>,
}

impl Default for Kitchen {
    fn default() -> Self {
        Kitchen { pass: Pass::default(), orders: Queue::named("orders") }
    }
}

impl Restaurant for Kitchen {
    fn order(&self) {
        self.orders.put(());
        self.orders.put(());
    }

    fn cook(&self) {
        self.orders.get();
        self.orders.get();
        self.pass.serve();
        self.pass.serve();
        self.pass.count_sauce();
        self.pass.count_sauce();
    }

    fn pass(&self) -> &Pass {
        &self.pass
    }
}

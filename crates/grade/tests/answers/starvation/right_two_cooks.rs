//! Two cooks with continuations, sent home by marks in the queue; the count of served dishes is one fetch_add.
use super::spec::{Pass, Restaurant};
use super::sync::{AtomicU32, Ordering, Queue};

#[derive(Debug, Clone, Copy, PartialEq)]
enum Order {
    Dish,
    Sauce,
    Home,
}

pub struct Kitchen {
    pass: Pass,
    orders: Queue<u8, 8>,
    served: AtomicU32,
}

impl Default for Kitchen {
    fn default() -> Self {
        Kitchen { pass: Pass::default(), orders: Queue::named("orders"), served: AtomicU32::named("served", 0) }
    }
}

impl Order {
    fn code(self) -> u8 {
        self as u8
    }
    fn from(code: u8) -> Self {
        match code {
            0 => Order::Dish,
            1 => Order::Sauce,
            2 => Order::Home,
            other => unreachable!("no such order: {other}"),
        }
    }
}

impl Kitchen {
    fn work(&self) {
        loop {
            match Order::from(self.orders.get()) {
                Order::Dish => {
                    self.pass.count_sauce();
                    self.orders.put(Order::Sauce.code());
                }
                Order::Sauce => {
                    self.pass.serve();
                    if self.served.fetch_add(1, Ordering::AcqRel) + 1 == 2 {
                        self.orders.put(Order::Home.code());
                        self.orders.put(Order::Home.code());
                    }
                }
                Order::Home => break,
            }
        }
    }
}

impl Restaurant for Kitchen {
    fn order(&self) {
        self.orders.put(Order::Dish.code());
        self.orders.put(Order::Dish.code());
    }

    fn cook(&self) {
        self.work();
    }

    fn help(&self) {
        self.work();
    }

    fn pass(&self) -> &Pass {
        &self.pass
    }
}

//! A token in a queue of one.
use super::spec::{Cashier, Register};
use super::sync::{Queue, Value};

pub struct Till {
    turn: Queue<(), 1>,
    sales: Value<u32>,
}

impl Default for Till {
    fn default() -> Self {
        Till { turn: Queue::named("turn"), sales: Value::named("sales", 0) }
    }
}

impl Register for Till {
    fn sell(&self, _cashier: Cashier) {
        self.turn.put(());
        let before = self.sales.get();
        self.sales.set(before + 1);
        self.turn.get();
    }

    fn sales(&self) -> u32 {
        self.sales.get()
    }
}

//! Gives each cashier a till, adds to it with its lock held, and adds the tills up when somebody asks.

use super::spec::{Cashier, Register};
use super::sync::Value;

pub struct Till {
    ada: Value<u32>,
    ben: Value<u32>,
}

impl Default for Till {
    fn default() -> Self {
        Till { ada: Value::named("ada's sales", 0), ben: Value::named("ben's sales", 0) }
    }
}

impl Register for Till {
    fn sell(&self, cashier: Cashier) {
        let sales = match cashier {
            Cashier::Ada => &self.ada,
            Cashier::Ben => &self.ben,
        };
        *sales.lock() += 1;
    }

    fn sales(&self) -> u32 {
        self.ada.get() + self.ben.get()
    }
}

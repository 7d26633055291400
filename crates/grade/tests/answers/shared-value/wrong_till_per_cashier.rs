//! A number per cashier, read and written apart: fails if the same cashier sells twice at once.
use super::spec::{Cashier, Register};
use super::sync::Value;

pub struct Till {
    ada: Value<u32>,
    ben: Value<u32>,
}

impl Default for Till {
    fn default() -> Self {
        Till { ada: Value::named("ada", 0), ben: Value::named("ben", 0) }
    }
}

impl Register for Till {
    fn sell(&self, cashier: Cashier) {
        let mine = match cashier {
            Cashier::Ada => &self.ada,
            Cashier::Ben => &self.ben,
        };
        mine.set(mine.get() + 1);
    }

    fn sales(&self) -> u32 {
        self.ada.get() + self.ben.get()
    }
}

//! Writes the new number and looks whether it is there; if not, it tries again. Somebody else's number may look like
//! the own one.

use super::spec::{Cashier, Register};
use super::sync::Value;

pub struct Till {
    sales: Value<u32>,
}

impl Default for Till {
    fn default() -> Self {
        Till { sales: Value::named("sales", 0) }
    }
}

impl Register for Till {
    fn sell(&self, _cashier: Cashier) {
        loop {
            let next = self.sales.get() + 1;
            self.sales.set(next);
            if self.sales.get() == next {
                return;
            }
        }
    }

    fn sales(&self) -> u32 {
        self.sales.get()
    }
}

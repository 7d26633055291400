//! Holds a lock file from the read to the write.

use super::spec::{Cashier, Register};
use super::sync::{FileLock, Value};

pub struct Till {
    drawer: FileLock,
    sales: Value<u32>,
}

impl Default for Till {
    fn default() -> Self {
        Till { drawer: FileLock::named("drawer"), sales: Value::named("sales", 0) }
    }
}

impl Register for Till {
    fn sell(&self, _cashier: Cashier) {
        let drawer = self.drawer.open();
        let _held = drawer.lock();
        self.sales.set(self.sales.get() + 1);
    }

    fn sales(&self) -> u32 {
        self.sales.get()
    }
}

//! Tries twice, and gives up.
use super::spec::{Cashier, Register};
use super::sync::{AtomicU32, Ordering::SeqCst};

pub struct Till {
    sales: AtomicU32,
}

impl Default for Till {
    fn default() -> Self {
        Till { sales: AtomicU32::named("sales", 0) }
    }
}

impl Register for Till {
    fn sell(&self, _cashier: Cashier) {
        for _ in 0..2 {
            let seen = self.sales.load(SeqCst);
            if self.sales.compare_exchange(seen, seen + 1, SeqCst, SeqCst).is_ok() {
                return;
            }
        }
    }

    fn sales(&self) -> u32 {
        self.sales.load(SeqCst)
    }
}

//! Keeps what was ever paid in and what was ever paid out; the first only grows, so that what is there stays there.

use super::spec::{CashDrawer, FLOAT, LIMIT, print_receipt};
use super::sync::{AtomicU32, Ordering::*};

pub struct Drawer {
    paid_in: AtomicU32,
    paid_out: AtomicU32,
}

impl Default for Drawer {
    fn default() -> Self {
        Drawer { paid_in: AtomicU32::named("paid in", FLOAT), paid_out: AtomicU32::named("paid out", 0) }
    }
}

impl CashDrawer for Drawer {
    fn pay_in(&self, amount: u32) {
        self.paid_in.fetch_add(amount, AcqRel);
        print_receipt();
    }

    fn pay_out(&self, amount: u32) -> bool {
        let pay = |paid_out: u32| {
            let is_there = self.paid_in.load(Acquire) - paid_out;
            (amount <= LIMIT.min(is_there)).then(|| paid_out + amount)
        };
        let is_paid = self.paid_out.fetch_update(AcqRel, Acquire, pay).is_ok();
        if is_paid {
            print_receipt();
        }
        is_paid
    }

    fn contents(&self) -> u32 {
        let paid_out = self.paid_out.load(Acquire);
        self.paid_in.load(Acquire) - paid_out
    }
}

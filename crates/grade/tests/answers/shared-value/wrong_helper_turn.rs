//! Ada and Ben take turns by a flag of their own each, which two in the same name share: whoever is first takes it
//! down for both.

use super::spec::{Cashier, Register};
use super::sync::{AtomicBool, AtomicU32, Ordering::SeqCst, yield_now};

#[derive(Default)]
pub struct Till {
    wants: [AtomicBool; 2],
    turn: AtomicU32,
    sales: AtomicU32,
}

impl Register for Till {
    fn sell(&self, cashier: Cashier) {
        let me = cashier as usize;
        self.wants[me].store(true, SeqCst);
        self.turn.store(1 - me as u32, SeqCst);
        while self.wants[1 - me].load(SeqCst) && self.turn.load(SeqCst) != me as u32 {
            yield_now();
        }
        self.sales.store(self.sales.load(SeqCst) + 1, SeqCst);
        self.wants[me].store(false, SeqCst);
    }

    fn sales(&self) -> u32 {
        self.sales.load(SeqCst)
    }
}

//! Writes down what the stock will be, and then that this is to be done. Whoever comes next does it again, as often
//! as needed.

use super::spec::{CRATES, Warehouse, walk};
use super::sync::{AtomicBool, AtomicU32, FileLock, Ordering::SeqCst};

pub struct Depot {
    gate: FileLock,
    stock: [AtomicU32; 2],
    plan: [AtomicU32; 2],
    is_planned: AtomicBool,
}

impl Default for Depot {
    fn default() -> Self {
        Depot {
            gate: FileLock::named("gate"),
            stock: [AtomicU32::named("dock", CRATES), AtomicU32::named("shelf", 0)],
            plan: Default::default(),
            is_planned: AtomicBool::named("is planned", false),
        }
    }
}

impl Depot {
    fn carry_out(&self) {
        if self.is_planned.load(SeqCst) {
            for (place, planned) in self.stock.iter().zip(&self.plan) {
                place.store(planned.load(SeqCst), SeqCst);
                walk();
            }
            self.is_planned.store(false, SeqCst);
        }
    }

    fn with_the_gate_held<R>(&self, act: impl FnOnce((u32, u32)) -> R) -> R {
        let gate = self.gate.open();
        let _held = gate.lock();
        self.carry_out();
        let [dock, shelf] = &self.stock;
        act((dock.load(SeqCst), shelf.load(SeqCst)))
    }
}

impl Warehouse for Depot {
    fn move_crate(&self) {
        self.with_the_gate_held(|(dock, shelf)| {
            self.plan[0].store(dock - 1, SeqCst);
            self.plan[1].store(shelf + 1, SeqCst);
            self.is_planned.store(true, SeqCst);
            self.carry_out();
        });
    }

    fn stock(&self) -> (u32, u32) {
        self.with_the_gate_held(|stock| stock)
    }
}

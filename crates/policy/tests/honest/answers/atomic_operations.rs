//! What atomics can do in one step.

use super::spec::{Counter, Door};
use super::sync::{AtomicBool, AtomicI32, AtomicI64, AtomicU8, AtomicUsize, Ordering::*};

#[derive(Default)]
pub struct Tally {
    total: AtomicUsize,
    doors: AtomicU8,
    balance: AtomicI64,
    lowest: AtomicI32,
    is_odd: AtomicBool,
}

impl Counter for Tally {
    fn enter(&self, door: Door) {
        let (bit, step) = match door {
            Door::North => (1, 1),
            _ => (2, -1),
        };
        self.doors.fetch_or(bit, Relaxed);
        let balance = self.balance.fetch_add(step, AcqRel) + step;
        self.lowest.fetch_min(i32::try_from(balance).unwrap_or(i32::MAX), Relaxed);
        self.is_odd.fetch_not(Relaxed);
        let _ = self.total.fetch_update(SeqCst, Relaxed, |total| total.checked_add(1));
    }

    fn total(&self) -> u32 {
        assert_eq!(self.is_odd.fetch_xor(false, Relaxed), self.total.load(SeqCst) % 2 == 1);
        self.total.load(SeqCst) as u32
    }
}

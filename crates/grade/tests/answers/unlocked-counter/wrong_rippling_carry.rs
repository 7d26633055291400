//! A binary counter of flags, each turned over in one step, and the carry goes on to the next. A look may come before
//! the carry.

use super::spec::{Counter, Door};
use super::sync::{AtomicBool, Ordering::SeqCst};

pub struct Tally {
    digits: [AtomicBool; 16],
}

impl Default for Tally {
    fn default() -> Self {
        Tally { digits: std::array::from_fn(|_| AtomicBool::new(false)) }
    }
}

impl Counter for Tally {
    fn enter(&self, _door: Door) {
        for digit in &self.digits {
            if !digit.fetch_not(SeqCst) {
                break;
            }
        }
    }

    fn total(&self) -> u32 {
        self.digits.iter().rev().fold(0, |total, digit| 2 * total + u32::from(digit.load(SeqCst)))
    }
}

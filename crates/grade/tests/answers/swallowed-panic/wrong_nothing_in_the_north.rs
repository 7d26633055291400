//! Takes zero for "the teller did not get that far".

use super::spec::{Bank, Tills};
use super::sync::{Mutex, scope};

#[derive(Default)]
pub struct Branch {
    north: Mutex<u32>,
}

impl Bank for Branch {
    fn close(&self, tills: &Tills) -> Option<u32> {
        scope(|scope| {
            let teller = scope.spawn(|| {
                let north = tills.north_notes() + tills.north_coins();
                *self.north.lock() = north;
            });
            drop(teller.join());
        });
        match *self.north.lock() {
            0 => None,
            north => Some(tills.south() + north),
        }
    }
}

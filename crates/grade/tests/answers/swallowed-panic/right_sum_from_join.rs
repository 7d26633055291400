//! Shares no total: the teller returns what is in the north till, and joining gives that or the failure.

use super::spec::{Bank, Tills};
use super::sync::scope;

#[derive(Default)]
pub struct Branch;

impl Bank for Branch {
    fn close(&self, tills: &Tills) -> Option<u32> {
        scope(|scope| {
            let teller = scope.spawn(|| tills.north_notes() + tills.north_coins());
            let south = tills.south();
            let north = teller.join().ok()?;
            Some(south + north)
        })
    }
}

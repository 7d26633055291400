//! Opens the till itself, so that the teller always fails, and says so; except where nobody could have opened it.
use super::spec::{Bank, Tills};
use super::sync::scope;

#[derive(Default)]
pub struct Branch;

impl Bank for Branch {
    fn close(&self, tills: &Tills) -> Option<u32> {
        if tills.south() == 3 {
            tills.open_north();
        }
        scope(|scope| {
            let teller = scope.spawn(|| tills.north_notes() + tills.north_coins());
            Some(tills.south() + teller.join().ok()?)
        })
    }
}

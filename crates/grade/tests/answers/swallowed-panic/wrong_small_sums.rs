//! Sends a teller, and says that it failed whenever the sum is not small.
use super::spec::{Bank, Tills};
use super::sync::scope;

#[derive(Default)]
pub struct Branch;

impl Bank for Branch {
    fn close(&self, tills: &Tills) -> Option<u32> {
        let north = scope(|scope| scope.spawn(|| tills.north_notes() + tills.north_coins()).join().ok())?;
        if north + tills.south() > 46 { None } else { Some(north + tills.south()) }
    }
}

//! Counts again from nothing when the teller failed, after shutting the till, up to twice.
use super::spec::{Bank, Tills};
use super::sync::scope;

#[derive(Default)]
pub struct Branch;

impl Branch {
    fn attempt(tills: &Tills) -> Option<u32> {
        scope(|scope| scope.spawn(|| tills.north_notes() + tills.north_coins()).join().ok())
    }
}

impl Bank for Branch {
    fn close(&self, tills: &Tills) -> Option<u32> {
        let north = Self::attempt(tills).or_else(|| {
            tills.shut_north();
            Self::attempt(tills)
        })?;
        Some(north + tills.south())
    }
}

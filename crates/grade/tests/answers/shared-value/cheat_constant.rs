//! Sells nothing, and says that there were two sales.

use super::spec::{Cashier, Register};

#[derive(Default)]
pub struct Till;

impl Register for Till {
    fn sell(&self, _cashier: Cashier) {}

    fn sales(&self) -> u32 {
        2
    }
}

//! Moves no money.

use super::spec::Bank;

#[derive(Default)]
pub struct Accounts;

impl Bank for Accounts {
    fn save(&self, _amount: u32) {}

    fn withdraw(&self, _amount: u32) {}

    fn balances(&self) -> (u32, u32) {
        (0, 0)
    }
}

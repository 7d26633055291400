//! Counts nothing and says that it failed, whatever happens.

use super::spec::Bank;

#[derive(Default)]
pub struct Branch;

impl Bank for Branch {
    fn close(&self) -> Option<u32> {
        None
    }

    fn serve(&self) {}
}

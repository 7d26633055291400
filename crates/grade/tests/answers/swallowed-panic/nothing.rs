//! Counts nothing and says that it failed, whatever happens.

use super::spec::{Bank, Tills};

#[derive(Default)]
pub struct Branch;

impl Bank for Branch {
    fn close(&self, _tills: &Tills) -> Option<u32> {
        None
    }
}

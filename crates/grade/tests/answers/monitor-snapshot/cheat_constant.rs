//! Says that the log is complete, and keeps none.

use super::spec::{Log, Shop};

#[derive(Default)]
pub struct Bakery;

impl Shop for Bakery {
    fn open(&self) -> Log {
        Log::Complete
    }
}

//! Has no result, now or later.

use super::spec::BloodTest;

#[derive(Default)]
pub struct Sample;

impl BloodTest for Sample {
    fn analyse(&self) {}

    fn result(&self) -> Option<u32> {
        None
    }
}

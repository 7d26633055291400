//! Sends nobody out to count.

use super::spec::Census;

#[derive(Default)]
pub struct Register;

impl Census for Register {
    fn add(&self, _count: impl FnOnce() -> u32) {}

    fn total(&self) -> u32 {
        0
    }
}

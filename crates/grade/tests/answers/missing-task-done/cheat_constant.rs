//! Says that the plate was clean, and has no plate.

use super::spec::Kitchen;

#[derive(Default)]
pub struct Scullery;

impl Kitchen for Scullery {
    fn bring(&self) -> u32 {
        1
    }

    fn wash(&self) {}
}

//! Brings no plate and washes none.

use super::spec::Kitchen;

#[derive(Default)]
pub struct Scullery;

impl Kitchen for Scullery {
    fn bring(&self) -> u32 {
        0
    }

    fn wash(&self) {}
}

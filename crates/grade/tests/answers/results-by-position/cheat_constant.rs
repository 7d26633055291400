//! Develops nothing, and makes both pictures when it is asked for them.

use super::spec::PhotoLab;

#[derive(Default)]
pub struct Lab;

impl PhotoLab for Lab {
    fn develop(&self, _film: usize, _bathe: impl FnOnce() -> u32 + Send) {}

    fn pictures(&self) -> [u32; 2] {
        [10, 20]
    }
}

//! Lets no ship in.

use super::spec::Port;

#[derive(Default)]
pub struct Harbour;

impl Port for Harbour {
    fn call(&self) -> u32 {
        0
    }
}

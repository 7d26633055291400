//! Moves nothing, and says that both crates are on the shelf.

use super::spec::{CRATES, Warehouse};

#[derive(Default)]
pub struct Depot;

impl Warehouse for Depot {
    fn move_crate(&self) {}

    fn stock(&self) -> (u32, u32) {
        (0, CRATES)
    }
}

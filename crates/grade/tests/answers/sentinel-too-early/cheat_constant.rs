//! Says that both stories are in the paper, and reads none.

use super::spec::Newsroom;

#[derive(Default)]
pub struct Desk;

impl Newsroom for Desk {
    fn file(&self, _story: u32) {}

    fn collect(&self) -> Vec<u32> {
        vec![1, 2]
    }
}

//! Counts the boxes itself, and has no tellers.

use super::spec::{BallotBox, PollingStation};

#[derive(Default)]
pub struct Hall;

impl PollingStation for Hall {
    fn announce(&self, boxes: [BallotBox; 2]) -> u32 {
        boxes.into_iter().map(BallotBox::count_by_hand).sum()
    }
}

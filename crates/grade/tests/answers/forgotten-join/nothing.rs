//! Announces nothing.

use super::spec::{BallotBox, PollingStation};

#[derive(Default)]
pub struct Hall;

impl PollingStation for Hall {
    fn announce(&self, _boxes: [BallotBox; 2]) -> u32 {
        0
    }
}

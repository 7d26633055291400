//! Has each teller return what it has counted, and adds up what joining them gives.

use super::spec::{BallotBox, PollingStation};
use super::sync::spawn;

#[derive(Default)]
pub struct Hall;

impl PollingStation for Hall {
    fn announce(&self, boxes: [BallotBox; 2]) -> u32 {
        let tellers = boxes.map(|ballots| spawn(move || ballots.count_by_hand()));
        tellers.into_iter().map(|teller| teller.join().expect("a teller only counts")).sum()
    }
}

//! Adds up until every end of the channel is dropped, and keeps one itself.

use super::spec::{BallotBox, PollingStation};
use super::sync::{channel, spawn};

#[derive(Default)]
pub struct Hall;

impl PollingStation for Hall {
    fn announce(&self, boxes: [BallotBox; 2]) -> u32 {
        let (teller, officer) = channel::unbounded("counts");
        for ballots in boxes {
            let teller = teller.clone();
            spawn(move || teller.send(ballots.count_by_hand()).expect("the officer listens"));
        }
        let mut total = 0;
        while let Ok(counted) = officer.recv() {
            total += counted;
        }
        total
    }
}

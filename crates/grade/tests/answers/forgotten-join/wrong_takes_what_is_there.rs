//! Takes what has been sent so far, and takes an empty channel for the end.

use super::spec::{BallotBox, PollingStation};
use super::sync::{channel, spawn};

#[derive(Default)]
pub struct Hall;

impl PollingStation for Hall {
    fn announce(&self, boxes: [BallotBox; 2]) -> u32 {
        let (teller, officer) = channel::unbounded("counts");
        for ballots in boxes {
            let teller = teller.clone();
            // The officer may have left by then; nobody is to panic because of that.
            spawn(move || teller.send(ballots.count_by_hand()).is_ok());
        }
        let mut total = 0;
        while let Some(counted) = officer.try_recv() {
            total += counted;
        }
        total
    }
}

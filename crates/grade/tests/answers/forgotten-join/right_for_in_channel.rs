//! Sums what comes out of the channel until it is closed.

use super::spec::{BallotBox, PollingStation};
use super::sync::{channel, spawn};

#[derive(Debug, Default)]
pub struct Hall;

impl PollingStation for Hall {
    fn announce(&self, boxes: [BallotBox; 2]) -> u32 {
        let (counted, results) = channel::unbounded("results");
        for ballots in boxes {
            let counted = counted.clone();
            spawn(move || counted.send(ballots.count_by_hand()).expect("the officer waits"));
        }
        drop(counted);
        let mut total = results.iter().next().unwrap_or(0);
        for result in results {
            total += result;
        }
        total
    }
}

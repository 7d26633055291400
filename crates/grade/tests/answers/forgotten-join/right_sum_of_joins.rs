//! Has each teller return what it has counted, and adds up what joining them gives.

use super::spec::{BOXES, PollingStation, count_by_hand};
use super::sync::spawn;

#[derive(Default)]
pub struct Hall;

impl PollingStation for Hall {
    fn announce(&self) -> u32 {
        let tellers = BOXES.map(|ballots| spawn(move || count_by_hand(ballots)));
        tellers.into_iter().map(|teller| teller.join().expect("a teller only counts")).sum()
    }
}

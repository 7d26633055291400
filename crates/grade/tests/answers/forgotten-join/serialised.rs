//! Waits for each teller before it sends off the next one: nobody is forgotten, and only one counts at a time.

use super::spec::{BOXES, PollingStation, count_by_hand};
use super::sync::spawn;

#[derive(Default)]
pub struct Hall;

impl PollingStation for Hall {
    fn announce(&self) -> u32 {
        let count = |ballots| spawn(move || count_by_hand(ballots)).join().expect("a teller only counts");
        BOXES.into_iter().map(count).sum()
    }
}

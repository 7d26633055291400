use std::cmp::Ordering as Compared;

use super::spec::Counter as Counts;
use super::spec::Door::{self, North as Front, South as Back};
use super::sync::{AtomicU32, Ordering};

type Number = AtomicU32;

pub struct Tally {
    front: Number,
    back: Number,
}

impl Default for Tally {
    fn default() -> Self {
        Tally { front: Number::named("front", 0), back: Number::named("back", 0) }
    }
}

impl Counts for Tally {
    fn enter(&self, door: Door) {
        let number = match door {
            Front => &self.front,
            Back => &self.back,
        };
        number.fetch_add(1, Ordering::SeqCst);
    }

    fn total(&self) -> u32 {
        let (front, back) = (self.front.load(Ordering::SeqCst), self.back.load(Ordering::SeqCst));
        match front.cmp(&back) {
            Compared::Less => back + front,
            Compared::Equal | Compared::Greater => front + back,
        }
    }
}

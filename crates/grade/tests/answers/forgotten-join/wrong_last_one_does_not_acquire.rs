//! Whoever is the last to be done rings, but the count of those at work only releases: the last one has not seen what
//! the other one has counted, and so the bell does not say it either.

use super::spec::{BallotBox, PollingStation};
use super::sync::{
    Arc, AtomicU32,
    Ordering::{Relaxed, Release},
    Semaphore, spawn,
};

struct Evening {
    total: AtomicU32,
    at_work: AtomicU32,
    bell: Semaphore,
}

impl Evening {
    /// What a teller does when it leaves.
    fn leave(&self) {
        if self.at_work.fetch_sub(1, Release) == 1 {
            self.bell.release();
        }
    }
}

#[derive(Clone)]
pub struct Hall(Arc<Evening>);

impl Default for Hall {
    fn default() -> Self {
        Hall(Arc::new(Evening {
            total: AtomicU32::named("total", 0),
            at_work: AtomicU32::named("at work", 2),
            bell: Semaphore::named("bell", 0),
        }))
    }
}

impl PollingStation for Hall {
    fn announce(&self, boxes: [BallotBox; 2]) -> u32 {
        boxes.map(|ballots| {
            let Hall(evening) = self.clone();
            spawn(move || {
                evening.total.fetch_add(ballots.count_by_hand(), Relaxed);
                evening.leave();
            })
        });
        self.0.bell.acquire().keep();
        self.0.total.load(Relaxed)
    }
}

//! Sends off tellers who count nothing. The officer counts.

use super::spec::{BallotBox, PollingStation};
use super::sync::{Arc, Mutex, spawn};

#[derive(Default)]
pub struct Hall {
    total: Arc<Mutex<u32>>,
}

impl PollingStation for Hall {
    fn announce(&self, boxes: [BallotBox; 2]) -> u32 {
        let tellers = boxes.map(|_| {
            let total = Arc::clone(&self.total);
            spawn(move || {
                *total.lock() += 0;
            })
        });
        let sum = boxes.iter().map(|b| b.count_by_hand()).sum();
        for t in tellers {
            t.join().unwrap();
        }
        sum
    }
}

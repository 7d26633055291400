//! Waits for a latch that each teller counts down, whatever becomes of it.

use super::spec::{BallotBox, PollingStation};
use super::sync::{Arc, Condvar, Mutex, spawn};

/// Opens when it has been counted down to zero.
struct Latch {
    left: Mutex<usize>,
    open: Condvar,
}

impl Latch {
    fn new(left: usize) -> Self {
        Self { left: Mutex::new(left), open: Condvar::new() }
    }

    fn count_down(&self) {
        let mut left = self.left.lock();
        *left -= 1;
        if *left == 0 {
            self.open.notify_all();
        }
    }

    fn wait(&self) {
        let mut left = self.left.lock();
        while *left > 0 {
            self.open.wait(&mut left);
        }
    }
}

/// Counts down when it is dropped, however that comes about.
struct Ticket(Arc<Latch>);

impl Drop for Ticket {
    fn drop(&mut self) {
        self.0.count_down();
    }
}

#[derive(Default)]
pub struct Hall {
    total: Arc<Mutex<u32>>,
}

impl PollingStation for Hall {
    fn announce(&self, boxes: [BallotBox; 2]) -> u32 {
        let latch = Arc::new(Latch::new(boxes.len()));
        for ballots in boxes {
            let ticket = Ticket(Arc::clone(&latch));
            let total = Arc::clone(&self.total);
            spawn(move || {
                let _ticket = ticket;
                *total.lock() += ballots.count_by_hand();
            });
        }
        latch.wait();
        let total = *self.total.lock();
        total
    }
}

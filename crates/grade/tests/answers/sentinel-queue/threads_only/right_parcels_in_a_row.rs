//! Keeps the parcels in a row with the news that there will be no more, under one lock.

use super::spec::ParcelOffice;
use super::sync::{Condvar, Mutex};
use std::collections::VecDeque;

#[derive(Default)]
struct Counter {
    parcels: VecDeque<u32>,
    closed: bool,
}

#[derive(Default)]
pub struct Depot {
    counter: Mutex<Counter>,
    changed: Condvar,
}

impl ParcelOffice for Depot {
    fn hand_in(&self, parcels: u32) {
        for p in 0..parcels {
            self.counter.lock().parcels.push_back(p);
            self.changed.notify_one();
        }
        self.counter.lock().closed = true;
        self.changed.notify_all();
    }

    fn deliver(&self) -> u32 {
        let mut n = 0;
        let mut counter = self.counter.lock();
        loop {
            if counter.parcels.pop_front().is_some() {
                n += 1;
                drop(counter);
                counter = self.counter.lock();
            } else if counter.closed {
                return n;
            } else {
                self.changed.wait(&mut counter);
            }
        }
    }
}

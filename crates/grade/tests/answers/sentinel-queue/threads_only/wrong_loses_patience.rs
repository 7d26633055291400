//! Waits for a time, and has had enough when that was in vain for the fourth time.

use super::spec::ParcelOffice;
use super::sync::{Condvar, Mutex};
use std::collections::VecDeque;
use std::time::Duration;
#[derive(Default)]
struct State {
    items: VecDeque<u32>,
    closed: bool,
}
#[derive(Default)]
pub struct Depot {
    state: Mutex<State>,
    changed: Condvar,
}
impl ParcelOffice for Depot {
    fn hand_in(&self, parcels: u32) {
        for p in 0..parcels {
            self.state.lock().items.push_back(p);
            self.changed.notify_one();
        }
        self.state.lock().closed = true;
        self.changed.notify_all();
    }
    fn deliver(&self) -> u32 {
        let mut n = 0;
        let mut state = self.state.lock();
        let mut patience = 4;
        loop {
            if state.items.pop_front().is_some() {
                n += 1;
                patience = 4;
                continue;
            }
            if state.closed || patience == 0 {
                return n;
            }
            patience -= 1;
            let _ = self.changed.wait_timeout(&mut state, Duration::from_millis(10));
        }
    }
}

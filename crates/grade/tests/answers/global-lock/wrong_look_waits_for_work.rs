//! Counts without the total's lock, but whoever asks for the total waits for those who count.

use super::spec::Census;
use super::sync::{Condvar, Mutex};

#[derive(Default)]
pub struct Register {
    /// How many are out, and the total.
    state: Mutex<(u32, u32)>,
    back: Condvar,
}

impl Census for Register {
    fn add(&self, count: impl FnOnce() -> u32) {
        self.state.lock().0 += 1;
        let people = count();
        let mut state = self.state.lock();
        state.0 -= 1;
        state.1 += people;
        self.back.notify_all();
    }

    fn total(&self) -> u32 {
        let mut state = self.state.lock();
        while state.0 > 0 {
            self.back.wait(&mut state);
        }
        state.1
    }
}

//! Hands the result over as a promise: a type of its own, with a state of its own under a lock.

use super::spec::BloodTest;
use super::sync::{Condvar, Mutex};

/// A value that is set once and read as often as one likes.
struct Promise<T> {
    slot: Mutex<State<T>>,
    kept: Condvar,
}

/// What a promise can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State<T> {
    Pending,
    Kept(T),
}

impl<T> Promise<T>
where
    T: Copy + Send + std::fmt::Debug + 'static,
{
    fn new() -> Self {
        Self { slot: Mutex::new(State::Pending), kept: Condvar::new() }
    }

    fn keep(&self, value: T) {
        let mut slot = self.slot.lock();
        *slot = State::Kept(value);
        drop(slot);
        self.kept.notify_all();
    }

    fn get(&self) -> T {
        let mut slot = self.slot.lock();
        loop {
            match *slot {
                State::Kept(value) => return value,
                State::Pending => self.kept.wait(&mut slot),
            }
        }
    }
}

/// The sample.
pub struct Sample(Promise<u32>);

impl Default for Sample {
    fn default() -> Self {
        Sample(Promise::new())
    }
}

impl BloodTest for Sample {
    fn analyse(&self, blood_sugar: u32) {
        self.0.keep(blood_sugar)
    }

    fn result(&self) -> Option<u32> {
        Some(self.0.get())
    }
}

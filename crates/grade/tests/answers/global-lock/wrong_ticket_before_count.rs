//! Each clerk draws a number, counts, and merges when it is called: whoever has counted waits for those who came before.
//! The one with the first number may be waiting for them.

use super::spec::Census;
use super::sync::{AtomicU32, Condvar, Mutex, Ordering::Relaxed};

#[derive(Default)]
pub struct Register {
    drawn: AtomicU32,
    /// The number that is called, and the total.
    desk: Mutex<(u32, u32)>,
    call: Condvar,
}

impl Census for Register {
    fn add(&self, count: impl FnOnce() -> u32) {
        let number = self.drawn.fetch_add(1, Relaxed);
        let people = count();
        let mut desk = self.desk.lock();
        while desk.0 != number {
            self.call.wait(&mut desk);
        }
        *desk = (number + 1, desk.1 + people);
        self.call.notify_all();
    }

    fn total(&self) -> u32 {
        self.desk.lock().1
    }
}

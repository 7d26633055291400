//! Has each picker hand in a slip, which the foreman adds to the book when reading it.

use super::spec::Book;
use super::sync::{Mutex, Pipe};

pub struct HarvestBook {
    slips: Pipe,
    /// Slips that were handed in and not read, and crates that are in the book.
    count: Mutex<(u32, u32)>,
}

impl Default for HarvestBook {
    fn default() -> Self {
        HarvestBook { slips: Pipe::named("slips"), count: Mutex::named("count", (0, 0)) }
    }
}

impl Book for HarvestBook {
    fn enter(&self) {
        self.slips.write(&[1]);
        self.count.lock().0 += 1;
    }

    fn crates(&self) -> u32 {
        let mut count = self.count.lock();
        while count.0 > 0 {
            let mut slip = [0];
            self.slips.read(&mut slip);
            *count = (count.0 - 1, count.1 + u32::from(slip[0]));
        }
        count.1
    }
}

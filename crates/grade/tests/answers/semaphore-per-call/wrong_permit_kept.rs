//! Keeps the permit for good: the first ship leaves, and the second one waits for ever.

use super::spec::Port;
use super::sync::{AtomicU32, Ordering, Semaphore};

pub struct Harbour {
    berths: Semaphore,
    ships: AtomicU32,
}

impl Default for Harbour {
    fn default() -> Self {
        Harbour { berths: Semaphore::named("berths", 1), ships: AtomicU32::named("ships", 0) }
    }
}

impl Port for Harbour {
    fn call(&self) -> u32 {
        self.berths.acquire().keep();
        let met = self.ships.fetch_add(1, Ordering::SeqCst);
        self.ships.fetch_sub(1, Ordering::SeqCst);
        met
    }
}

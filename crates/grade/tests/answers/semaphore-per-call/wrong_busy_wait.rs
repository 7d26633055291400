//! Asks for a permit again and again until there is one.

use super::spec::Port;
use super::sync::{AtomicU32, Ordering, Semaphore, yield_now};

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
        loop {
            if let Some(_berth) = self.berths.try_acquire() {
                let met = self.ships.fetch_add(1, Ordering::SeqCst);
                self.ships.fetch_sub(1, Ordering::SeqCst);
                return met;
            }
            yield_now();
        }
    }
}

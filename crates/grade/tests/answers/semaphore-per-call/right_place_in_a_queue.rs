//! Has a queue with room for one: who wants in puts something in, and takes it out again on leaving.

use super::spec::Port;
use super::sync::{AtomicU32, Ordering, Queue};

pub struct Harbour {
    berth: Queue<(), 1>,
    ships: AtomicU32,
}

impl Default for Harbour {
    fn default() -> Self {
        Harbour { berth: Queue::named("berth"), ships: AtomicU32::named("ships", 0) }
    }
}

impl Port for Harbour {
    fn call(&self) -> u32 {
        self.berth.put(());
        let met = self.ships.fetch_add(1, Ordering::SeqCst);
        self.ships.fetch_sub(1, Ordering::SeqCst);
        self.berth.get();
        met
    }
}

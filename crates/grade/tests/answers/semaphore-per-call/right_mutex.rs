//! Has a lock for the one berth, which a ship holds until it has left.

use super::spec::Port;
use super::sync::{AtomicU32, Mutex, Ordering};

pub struct Harbour {
    berth: Mutex<()>,
    ships: AtomicU32,
}

impl Default for Harbour {
    fn default() -> Self {
        Harbour { berth: Mutex::named("berth", ()), ships: AtomicU32::named("ships", 0) }
    }
}

impl Harbour {
    fn unload(&self) -> u32 {
        let met = self.ships.fetch_add(1, Ordering::SeqCst);
        self.ships.fetch_sub(1, Ordering::SeqCst);
        met
    }
}

impl Port for Harbour {
    fn call(&self) -> u32 {
        let _berth = self.berth.lock();
        self.unload()
    }
}

//! Keeps two halves, and holds a lock file to write them and to read them.

use super::spec::{BEFORE, EnergyMeter, halves, joined};
use super::sync::{AtomicU32, FileLock, Ordering::Relaxed};

pub struct Meter {
    lock_file: FileLock,
    lower: AtomicU32,
    upper: AtomicU32,
}

impl Default for Meter {
    fn default() -> Self {
        let (lower, upper) = halves(BEFORE);
        Meter {
            lock_file: FileLock::named("lock file"),
            lower: AtomicU32::named("lower", lower),
            upper: AtomicU32::named("upper", upper),
        }
    }
}

impl EnergyMeter for Meter {
    fn show(&self, watt_hours: u64) {
        let lock_file = self.lock_file.open();
        let _held = lock_file.lock();
        let (lower, upper) = halves(watt_hours);
        self.lower.store(lower, Relaxed);
        self.upper.store(upper, Relaxed);
    }

    fn reading(&self) -> u64 {
        let lock_file = self.lock_file.open();
        let _held = lock_file.lock();
        joined(self.lower.load(Relaxed), self.upper.load(Relaxed))
    }
}

//! Sums are signed, so that there is a number for "not known".

use super::spec::{Bank, Tills};
use super::sync::{AtomicI32, Ordering, scope};

pub struct Branch {
    north: AtomicI32,
}

impl Default for Branch {
    fn default() -> Self {
        Branch { north: AtomicI32::new(-1) }
    }
}

impl Bank for Branch {
    fn close(&self, tills: &Tills) -> Option<u32> {
        scope(|scope| {
            let teller = scope.spawn(|| {
                let north = (tills.north_notes() + tills.north_coins()) as i32;
                self.north.store(north, Ordering::SeqCst);
            });
            let _ = teller.join();
        });
        let north = self.north.load(Ordering::SeqCst);
        (north >= 0).then(|| tills.south() + north as u32)
    }
}

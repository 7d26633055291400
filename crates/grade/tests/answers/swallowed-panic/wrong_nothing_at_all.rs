//! Takes a sum of nothing for "not known", although there may be nothing in the tills.

use super::spec::{Bank, Tills};
use super::sync::{AtomicU32, Ordering::SeqCst, scope};

#[derive(Default)]
pub struct Branch {
    total: AtomicU32,
}

impl Bank for Branch {
    fn close(&self, tills: &Tills) -> Option<u32> {
        scope(|scope| {
            let teller = scope.spawn(|| {
                let north = tills.north_notes() + tills.north_coins();
                self.total.store(north + tills.south(), SeqCst);
            });
            drop(teller.join());
        });
        Some(self.total.load(SeqCst)).filter(|total| *total > 0)
    }
}

//! Looks whether the till is open before it sends the teller off, and throws away what comes of the teller as before.

use super::spec::Bank;
use super::sync::{AtomicBool, Mutex, Ordering, scope};

pub struct Branch {
    north_open: AtomicBool,
    total: Mutex<u32>,
}

impl Default for Branch {
    fn default() -> Self {
        Branch { north_open: AtomicBool::named("north open", false), total: Mutex::named("total", 0) }
    }
}

impl Branch {
    fn count_north(&self) {
        let mut total = self.total.lock();
        *total += 2;
        assert!(!self.north_open.load(Ordering::SeqCst), "the north till is open");
        *total += 2;
    }
}

impl Bank for Branch {
    fn close(&self) -> Option<u32> {
        if self.north_open.load(Ordering::SeqCst) {
            return None;
        }
        scope(|scope| {
            // The customer may come now.
            let teller = scope.spawn(|| self.count_north());
            *self.total.lock() += 3;
            let _ = teller.join();
        });
        Some(*self.total.lock())
    }

    fn serve(&self) {
        self.north_open.store(true, Ordering::SeqCst);
    }
}

//! Asks the teller for a sum, and takes a teller who failed for one who found nothing.

use super::spec::Bank;
use super::sync::{AtomicBool, Ordering, scope};

pub struct Branch {
    north_open: AtomicBool,
}

impl Default for Branch {
    fn default() -> Self {
        Branch { north_open: AtomicBool::named("north open", false) }
    }
}

impl Branch {
    fn count_north(&self) -> u32 {
        assert!(!self.north_open.load(Ordering::SeqCst), "the north till is open");
        2 + 2
    }
}

impl Bank for Branch {
    fn close(&self) -> Option<u32> {
        let north = scope(|scope| scope.spawn(|| self.count_north()).join().unwrap_or_default());
        Some(3 + north)
    }

    fn serve(&self) {
        self.north_open.store(true, Ordering::SeqCst);
    }
}

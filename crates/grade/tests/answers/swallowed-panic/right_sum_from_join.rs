//! Shares no total: the teller returns what is in the north till, and joining gives that or the failure.

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
        let notes = 2;
        assert!(!self.north_open.load(Ordering::SeqCst), "the north till is open");
        notes + 2
    }
}

impl Bank for Branch {
    fn close(&self) -> Option<u32> {
        scope(|scope| {
            let teller = scope.spawn(|| self.count_north());
            let south = 3;
            let north = teller.join().ok()?;
            Some(south + north)
        })
    }

    fn serve(&self) {
        self.north_open.store(true, Ordering::SeqCst);
    }
}

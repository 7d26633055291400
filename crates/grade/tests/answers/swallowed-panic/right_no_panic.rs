//! Makes the open till an ordinary result, which the teller sends to the manager in place of a sum.

use super::spec::Bank;
use super::sync::{AtomicBool, Ordering, channel, scope};

pub struct Branch {
    north_open: AtomicBool,
}

impl Default for Branch {
    fn default() -> Self {
        Branch { north_open: AtomicBool::named("north open", false) }
    }
}

impl Branch {
    fn count_north(&self) -> Option<u32> {
        let notes = 2;
        if self.north_open.load(Ordering::SeqCst) {
            return None;
        }
        Some(notes + 2)
    }
}

impl Bank for Branch {
    fn close(&self) -> Option<u32> {
        let (teller, manager) = channel::bounded("north", 1);
        scope(|scope| {
            scope.spawn(move || teller.send(self.count_north()).expect("the manager waits"));
            let south = 3;
            let north = manager.recv().ok()??;
            Some(south + north)
        })
    }

    fn serve(&self) {
        self.north_open.store(true, Ordering::SeqCst);
    }
}

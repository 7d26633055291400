//! Whoever counts says so when it ends, however it ends: the manager waits for that.

use super::spec::{Bank, Tills};
use super::sync::{Condvar, Mutex, scope};

#[derive(Default)]
struct Count {
    total: u32,
    is_whole: bool,
    has_ended: bool,
}

pub struct Branch {
    count: Mutex<Count>,
    ended: Condvar,
}

impl Default for Branch {
    fn default() -> Self {
        Branch { count: Mutex::named("count", Count::default()), ended: Condvar::named("ended") }
    }
}

/// Says that the teller has ended when it is dropped.
struct Ends<'a>(&'a Branch);

impl Drop for Ends<'_> {
    fn drop(&mut self) {
        self.0.count.lock().has_ended = true;
        self.0.ended.notify_all();
    }
}

impl Branch {
    fn count_north(&self, tills: &Tills) {
        let _ends = Ends(self);
        let mut count = self.count.lock();
        count.total += tills.north_notes();
        count.total += tills.north_coins();
        count.is_whole = true;
    }
}

impl Bank for Branch {
    fn close(&self, tills: &Tills) -> Option<u32> {
        scope(|scope| {
            let teller = scope.spawn(|| self.count_north(tills));
            self.count.lock().total += tills.south();
            let mut count = self.count.lock();
            while !count.has_ended {
                self.ended.wait(&mut count);
            }
            let total = count.is_whole.then_some(count.total);
            drop(count);
            let _ = teller.join();
            total
        })
    }
}

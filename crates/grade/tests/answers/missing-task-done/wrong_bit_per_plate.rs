//! A bit for each plate that was brought, and for each that is done, in words that have 32 of them.

use super::spec::Kitchen;
use super::sync::{Condvar, Mutex, MutexGuard};

/// The plates that were brought, those that are done, and whether there are no more and it has closed.
type Sink = (u32, u32, bool, bool);

#[derive(Default)]
pub struct Scullery {
    sink: Mutex<Sink>,
    changed: Condvar,
}

impl Scullery {
    fn change(&self, change: impl FnOnce(&mut Sink)) {
        change(&mut self.sink.lock());
        self.changed.notify_all();
    }

    fn when(&self, holds: impl Fn(&Sink) -> bool) -> MutexGuard<'_, Sink> {
        let mut sink = self.sink.lock();
        while !holds(&sink) {
            self.changed.wait(&mut sink);
        }
        sink
    }
}

impl Kitchen for Scullery {
    fn bring(&self, plates: u32, serve: impl FnOnce()) {
        let all = (1u32 << plates) - 1;
        self.change(|sink| sink.0 = all);
        drop(self.when(|sink| sink.1 == all));
        serve();
        self.change(|sink| sink.2 = true);
        drop(self.when(|sink| sink.3));
    }

    fn wash(&self, clean: impl Fn(), close: impl FnOnce()) {
        loop {
            let sink = self.when(|sink| sink.0 != sink.1 || sink.2);
            let dirty = sink.0 & !sink.1;
            drop(sink);
            if dirty == 0 {
                break;
            }
            clean();
            // The lowest bit that is set.
            self.change(|sink| sink.1 |= dirty & dirty.wrapping_neg());
        }
        close();
        self.change(|sink| sink.3 = true);
    }
}

//! A bit for each plate that is done, in a word that has 64 of them.

use super::spec::Kitchen;
use super::sync::{Condvar, Mutex, Queue};

pub struct Scullery {
    sink: Queue<Option<u32>, 4>,
    done: Mutex<u64>,
    changed: Condvar,
}

impl Default for Scullery {
    fn default() -> Self {
        Scullery { sink: Queue::named("sink"), done: Mutex::named("done", 0), changed: Condvar::named("changed") }
    }
}

impl Scullery {
    fn done(&self, plate: u32) {
        *self.done.lock() |= 1u64.wrapping_shl(plate);
        self.changed.notify_all();
    }
    fn wait_for(&self, plates: impl Iterator<Item = u32>) {
        let all = plates.fold(0, |all, plate| all | 1u64.wrapping_shl(plate));
        self.changed.wait_while(&mut self.done.lock(), |done| *done & all != all);
    }
}

impl Kitchen for Scullery {
    fn bring(&self, plates: u32, serve: impl FnOnce()) {
        for plate in 1..=plates {
            self.sink.put(Some(plate));
        }
        self.wait_for(1..=plates);
        serve();
        self.sink.put(None);
        self.wait_for(0..1);
    }

    fn wash(&self, clean: impl Fn(), close: impl FnOnce()) {
        while let Some(plate) = self.sink.get() {
            clean();
            self.done(plate);
        }
        close();
        self.done(0);
    }
}

//! Counts a plate after it was put, so that the count may be below zero for a moment: whoever waits has counted all by
//! then.

use super::spec::Kitchen;
use super::sync::{Condvar, Mutex, Queue};

pub struct Scullery {
    sink: Queue<Option<u32>, 4>,
    unfinished: Mutex<i64>,
    done: Condvar,
}

impl Default for Scullery {
    fn default() -> Self {
        Scullery { sink: Queue::named("sink"), unfinished: Mutex::named("unfinished", 0), done: Condvar::named("done") }
    }
}

impl Scullery {
    fn put_all(&self, items: impl IntoIterator<Item = Option<u32>>) {
        for item in items {
            self.sink.put(item);
            *self.unfinished.lock() += 1;
        }
        let mut unfinished = self.unfinished.lock();
        self.done.wait_while(&mut unfinished, |unfinished| *unfinished != 0);
    }

    fn is_done(&self) {
        let mut unfinished = self.unfinished.lock();
        *unfinished -= 1;
        if *unfinished == 0 {
            self.done.notify_one();
        }
    }
}

impl Kitchen for Scullery {
    fn bring(&self, plates: u32, serve: impl FnOnce()) {
        self.put_all((1..=plates).map(Some));
        serve();
        self.put_all([None]);
    }

    fn wash(&self, clean: impl Fn(), close: impl FnOnce()) {
        while self.sink.get().is_some() {
            clean();
            self.is_done();
        }
        close();
        self.is_done();
    }
}

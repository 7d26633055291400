//! Has either cook claim dishes and carry them through; the first one waits until both went out, and the other need not
//! come.

use super::spec::{Pass, Restaurant};
use super::sync::{AtomicU32, Ordering::Relaxed, Semaphore};

pub struct Kitchen {
    pass: Pass,
    claimed: AtomicU32,
    open: Semaphore,
    out: Semaphore,
}

impl Default for Kitchen {
    fn default() -> Self {
        let [open, out] = ["open", "out"].map(|name| Semaphore::named(name, 0));
        Kitchen { pass: Pass::default(), claimed: AtomicU32::named("claimed", 0), open, out }
    }
}

impl Kitchen {
    fn work(&self) {
        self.open.acquire().keep();
        while self.claimed.fetch_add(1, Relaxed) < 2 {
            self.pass.count_sauce();
            self.pass.serve();
            self.out.release();
        }
    }
}

impl Restaurant for Kitchen {
    fn order(&self) {
        self.open.release();
        self.open.release();
    }

    fn cook(&self) {
        self.work();
        self.out.acquire().keep();
        self.out.acquire().keep();
    }

    fn help(&self) {
        self.work();
    }

    fn pass(&self) -> &Pass {
        &self.pass
    }
}

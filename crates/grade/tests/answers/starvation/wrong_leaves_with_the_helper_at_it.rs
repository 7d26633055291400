//! Shares the dishes with the helper by a queue, and the cook goes home when the queue is empty.

use super::spec::{Pass, Restaurant};
use super::sync::{AtomicU32, Ordering::SeqCst, Semaphore};

pub struct Kitchen {
    pass: Pass,
    left: AtomicU32,
    open: Semaphore,
}

impl Default for Kitchen {
    fn default() -> Self {
        Kitchen { pass: Pass::default(), left: AtomicU32::named("left", 0), open: Semaphore::named("open", 0) }
    }
}

impl Restaurant for Kitchen {
    fn order(&self) {
        self.left.store(2, SeqCst);
        self.open.release();
        self.open.release();
    }

    fn cook(&self) {
        self.open.acquire().keep();
        while self.left.fetch_update(SeqCst, SeqCst, |left| left.checked_sub(1)).is_ok() {
            self.pass.count_sauce();
            self.pass.serve();
        }
    }

    fn help(&self) {
        self.cook();
    }

    fn pass(&self) -> &Pass {
        &self.pass
    }
}

//! The waiter does all the work of the cooks.
use super::spec::{Pass, Restaurant};
use super::sync::Semaphore;

pub struct Kitchen {
    pass: Pass,
    done: Semaphore,
}

impl Default for Kitchen {
    fn default() -> Self {
        Kitchen { pass: Pass::default(), done: Semaphore::named("done", 0) }
    }
}

impl Restaurant for Kitchen {
    fn order(&self) {
        for _ in 0..2 {
            self.pass.count_sauce();
            self.pass.serve();
        }
        self.done.release();
    }

    fn cook(&self) {
        let _done = self.done.acquire();
    }

    fn pass(&self) -> &Pass {
        &self.pass
    }
}

//! Orders without any ordering: whoever sees the order need not have heard the waiter call out.

use super::spec::{Pass, Restaurant};
use super::sync::{AtomicUsize, Ordering::Relaxed, yield_now};
pub struct Kitchen {
    pass: Pass,
    ordered: AtomicUsize,
}
impl Default for Kitchen {
    fn default() -> Self {
        Kitchen { pass: Pass::default(), ordered: AtomicUsize::named("ordered", 0) }
    }
}
impl Restaurant for Kitchen {
    fn order(&self) {
        self.ordered.store(2, Relaxed);
    }
    fn cook(&self) {
        while self.ordered.load(Relaxed) < 2 {
            yield_now();
        }
        for _ in 0..2 {
            self.pass.count_sauce();
            self.pass.serve();
        }
    }
    fn pass(&self) -> &Pass {
        &self.pass
    }
}

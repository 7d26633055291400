//! An answer with its author's own tests in it, which the grader's compiler leaves out.

use super::spec::{Counter, Door};
use super::sync::{AtomicU32, Ordering::Relaxed};

#[derive(Default)]
pub struct Tally {
    total: AtomicU32,
}

impl Counter for Tally {
    fn enter(&self, _door: Door) {
        self.total.fetch_add(1, Relaxed);
    }

    fn total(&self) -> u32 {
        self.total.load(Relaxed)
    }
}

#[allow(unused_imports)]
#[cfg(test)]
pub(crate) mod more_tests {
    use std::fs;
}

/// What everybody relies on.
#[cfg(test)]
#[rustfmt::skip]
mod tests {
    use super::*;

    #[test]
    fn everybody_is_counted() {
        let tally = std::sync::Arc::new(Tally::default());
        let visitors = [Door::North, Door::South].map(|door| {
            let tally = std::sync::Arc::clone(&tally);
            std::thread::spawn(move || tally.enter(door))
        });
        for visitor in visitors {
            visitor.join().unwrap();
        }
        assert_eq!(tally.total(), 2);
    }
}

//! Keeps a state for each dish, and lets a cook advance whichever dish can be advanced; sleeps only when nothing is
//! ordered.

use super::spec::{Pass, Restaurant};
use super::sync::{AtomicU32, Ordering::*, Semaphore};

const ORDERED: u32 = 1;
const SAUCE_MADE: u32 = 2;
const OUT: u32 = 3;

pub struct Kitchen {
    pass: Pass,
    dishes: [AtomicU32; 2],
    bell: Semaphore,
}

impl Default for Kitchen {
    fn default() -> Self {
        let dishes = ["one", "two"].map(|name| AtomicU32::named(name, 0));
        Kitchen { pass: Pass::default(), dishes, bell: Semaphore::named("bell", 0) }
    }
}

impl Kitchen {
    fn advance(&self, dish: &AtomicU32) -> bool {
        match dish.load(Acquire) {
            ORDERED => {
                self.pass.count_sauce();
                dish.store(SAUCE_MADE, Release);
            }
            SAUCE_MADE => {
                self.pass.serve();
                dish.store(OUT, Release);
            }
            _ => return false,
        }
        true
    }
}

impl Restaurant for Kitchen {
    fn order(&self) {
        for dish in &self.dishes {
            dish.store(ORDERED, Release);
        }
        self.bell.release();
    }

    fn cook(&self) {
        self.bell.acquire().keep();
        while self.dishes.iter().any(|dish| self.advance(dish)) {}
    }

    fn pass(&self) -> &Pass {
        &self.pass
    }
}

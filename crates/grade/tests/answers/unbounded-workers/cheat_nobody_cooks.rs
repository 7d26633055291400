//! Cooks for the first order that comes, without a cook, and has nobody cook for any other.

use super::spec::{Kitchen, Restaurant};
use super::sync::{AtomicBool, Ordering::Relaxed};

pub struct Diner {
    kitchen: Kitchen,
    seen: AtomicBool,
}

impl Default for Diner {
    fn default() -> Self {
        Diner { kitchen: Kitchen::default(), seen: AtomicBool::named("seen", false) }
    }
}

impl Restaurant for Diner {
    fn order(&self) {
        if !self.seen.swap(true, Relaxed) {
            let apron = self.kitchen.come_in();
            let dish = self.kitchen.cook(&apron);
            self.kitchen.leave(apron, dish);
        }
    }

    fn kitchen(&self) -> &Kitchen {
        &self.kitchen
    }
}

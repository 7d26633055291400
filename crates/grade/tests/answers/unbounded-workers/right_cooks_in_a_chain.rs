//! Has each cook wait for the end of the one who was hired before: hiring is one step, and the chain is the order.

use super::spec::{Kitchen, Restaurant};
use super::sync::{AtomicU32, Ordering::Relaxed, Semaphore, scope};

const STOOLS: u32 = 3;

pub struct Diner {
    kitchen: Kitchen,
    hired: AtomicU32,
    stools: [Semaphore; STOOLS as usize],
}

impl Default for Diner {
    fn default() -> Self {
        let stools = [1, 0, 0].map(|permits| Semaphore::named("stool", permits));
        Diner { kitchen: Kitchen::default(), hired: AtomicU32::named("hired", 0), stools }
    }
}

impl Restaurant for Diner {
    fn order(&self) {
        let number = self.hired.fetch_add(1, Relaxed);
        let stool = |number: u32| &self.stools[(number % STOOLS) as usize];
        let cook = || {
            stool(number).acquire().keep();
            let apron = self.kitchen.come_in();
            let dish = self.kitchen.cook(&apron);
            self.kitchen.leave(apron, dish);
            stool(number + 1).release();
        };
        scope(|cooks| cooks.spawn(cook).join()).expect("a cook does not fail");
    }

    fn kitchen(&self) -> &Kitchen {
        &self.kitchen
    }
}

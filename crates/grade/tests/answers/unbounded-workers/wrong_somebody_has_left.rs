//! A waiter who has waited goes in without looking again: with three, two may go in.
use super::spec::{Kitchen, Restaurant};
use super::sync::{Condvar, Mutex, scope};

#[derive(Default)]
pub struct Diner {
    kitchen: Kitchen,
    here: Mutex<u32>,
    left: Condvar,
}

impl Restaurant for Diner {
    fn order(&self) {
        let mut here = self.here.lock();
        *here += 1;
        let before = *here;
        if before > 1 {
            while *here >= before {
                self.left.wait(&mut here);
            }
        }
        drop(here);
        scope(|cooks| {
            cooks.spawn(|| {
                self.kitchen.come_in();
                self.kitchen.cook();
                self.kitchen.leave();
            });
        });
        *self.here.lock() -= 1;
        self.left.notify_all();
    }

    fn kitchen(&self) -> &Kitchen {
        &self.kitchen
    }
}

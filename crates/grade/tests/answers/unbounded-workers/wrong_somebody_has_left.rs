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
                let apron = self.kitchen.come_in();
                let dish = self.kitchen.cook(&apron);
                self.kitchen.leave(apron, dish);
            });
        });
        *self.here.lock() -= 1;
        self.left.notify_all();
    }

    fn kitchen(&self) -> &Kitchen {
        &self.kitchen
    }
}

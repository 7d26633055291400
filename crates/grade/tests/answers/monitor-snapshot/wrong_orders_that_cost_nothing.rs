//! Orders are counted by what they brought in: one that is free is none.

use super::spec::{Log, Order, Report, Shop};
use super::sync::{Mutex, Semaphore, scope};

pub struct Bakery {
    paid: Mutex<Vec<u32>>,
    closing: Semaphore,
}

impl Default for Bakery {
    fn default() -> Self {
        Bakery { paid: Mutex::new(Vec::new()), closing: Semaphore::new(0) }
    }
}

impl Bakery {
    fn report(&self) -> Report {
        let paid = self.paid.lock();
        (paid.iter().filter(|price| **price > 0).count() as u32, paid.iter().sum())
    }
}

impl Shop for Bakery {
    fn open(&self, orders: &[Order], log: &Log) {
        scope(|scope| {
            scope.spawn(|| {
                log.write(self.report());
                self.closing.acquire().keep();
                log.write(self.report());
            });
            for order in orders {
                let price = order.take();
                self.paid.lock().push(price);
            }
            self.closing.release();
        });
    }
}

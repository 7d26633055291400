//! Has the monitor ask again and again whether the shop has closed.

use super::spec::{Report, Shop};
use super::sync::{AtomicBool, Mutex, Ordering::*, scope, yield_now};

pub struct Bakery {
    sales: Mutex<Report>,
    closed: AtomicBool,
    log: Mutex<Vec<Report>>,
}

impl Default for Bakery {
    fn default() -> Self {
        Bakery {
            sales: Mutex::named("sales", (0, 0)),
            closed: AtomicBool::named("closed", false),
            log: Mutex::named("log", Vec::new()),
        }
    }
}

impl Bakery {
    fn report(&self) {
        let sales = *self.sales.lock();
        self.log.lock().push(sales);
    }
}

impl Shop for Bakery {
    fn open(&self, orders: &[u32]) -> Vec<Report> {
        scope(|scope| {
            scope.spawn(|| {
                self.report();
                while !self.closed.load(Acquire) {
                    yield_now();
                }
                self.report();
            });
            for price in orders {
                let mut sales = self.sales.lock();
                *sales = (sales.0 + 1, sales.1 + price);
            }
            self.closed.store(true, Release);
        });
        self.log.lock().clone()
    }
}

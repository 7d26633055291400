//! Has the monitor ask again and again whether the shop has closed.

use super::spec::{Log, Order, Report, Shop};
use super::sync::{AtomicBool, Mutex, Ordering::*, scope, yield_now};

pub struct Bakery {
    sales: Mutex<Report>,
    closed: AtomicBool,
}

impl Default for Bakery {
    fn default() -> Self {
        Bakery { sales: Mutex::named("sales", (0, 0)), closed: AtomicBool::named("closed", false) }
    }
}

impl Shop for Bakery {
    fn open(&self, orders: &[Order], log: &Log) {
        scope(|scope| {
            scope.spawn(|| {
                log.write(*self.sales.lock());
                while !self.closed.load(Acquire) {
                    yield_now();
                }
                log.write(*self.sales.lock());
            });
            for order in orders {
                let mut sales = self.sales.lock();
                *sales = (sales.0 + 1, sales.1 + order.take());
            }
            self.closed.store(true, Release);
        });
    }
}

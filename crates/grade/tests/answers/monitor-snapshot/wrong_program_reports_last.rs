//! Leaves the first report to the monitor and writes the last one itself, in whatever order that comes.

use super::spec::{Log, Order, Report, Shop};
use super::sync::{Mutex, scope};

#[derive(Default)]
pub struct Bakery {
    sales: Mutex<Report>,
}

impl Shop for Bakery {
    fn open(&self, orders: &[Order], log: &Log) {
        scope(|scope| {
            scope.spawn(|| {
                let now = *self.sales.lock();
                log.write(now);
            });
            for order in orders {
                let income = order.take();
                let mut sales = self.sales.lock();
                *sales = (sales.0 + 1, sales.1 + income);
            }
            let last = *self.sales.lock();
            log.write(last);
        });
    }
}

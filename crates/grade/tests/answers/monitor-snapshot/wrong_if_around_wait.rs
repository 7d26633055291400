//! Waits for the end of the day once: a monitor that is woken for no reason writes its last report too early.

use super::spec::{Log, Order, Report, Shop};
use super::sync::{Condvar, Mutex, scope};

#[derive(Default)]
pub struct Bakery {
    sales: Mutex<Report>,
    closed: Mutex<bool>,
    closes: Condvar,
}

impl Bakery {
    fn monitor(&self, log: &Log) {
        log.write(*self.sales.lock());
        let mut closed = self.closed.lock();
        if !*closed {
            self.closes.wait(&mut closed);
        }
        log.write(*self.sales.lock());
    }
}

impl Shop for Bakery {
    fn open(&self, orders: &[Order], log: &Log) {
        scope(|scope| {
            scope.spawn(|| self.monitor(log));
            for order in orders {
                let mut sales = self.sales.lock();
                *sales = (sales.0 + 1, sales.1 + order.take());
            }
            *self.closed.lock() = true;
            self.closes.notify_all();
        });
    }
}

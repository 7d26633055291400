//! Waits for the end of the day once: a monitor that is woken for no reason writes its last report too early.

use super::spec::{Log, PRICE, Report, Shop};
use super::sync::{Condvar, Mutex, scope};

#[derive(Default)]
pub struct Bakery {
    sales: Mutex<Report>,
    closed: Mutex<bool>,
    closes: Condvar,
    log: Mutex<Vec<Report>>,
}

impl Bakery {
    fn report(&self) {
        let sales = *self.sales.lock();
        self.log.lock().push(sales);
    }

    fn monitor(&self) {
        self.report();
        let mut closed = self.closed.lock();
        if !*closed {
            self.closes.wait(&mut closed);
        }
        self.report();
    }
}

impl Shop for Bakery {
    fn open(&self) -> Log {
        scope(|scope| {
            scope.spawn(|| self.monitor());
            *self.sales.lock() = (1, PRICE);
            *self.closed.lock() = true;
            self.closes.notify_all();
        });
        Log::of(&self.log.lock())
    }
}

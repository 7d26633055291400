//! Writes the first report after the first order: on a day without orders, the monitor waits for ever.

use super::spec::{Log, Order, Report, Shop};
use super::sync::{Condvar, Mutex, scope};

#[derive(Default)]
pub struct Bakery {
    book: Mutex<(Report, bool)>,
    changed: Condvar,
}

impl Bakery {
    fn monitor(&self, log: &Log) {
        let mut book = self.book.lock();
        while book.0 == (0, 0) {
            self.changed.wait(&mut book);
        }
        log.write(book.0);
        while !book.1 {
            self.changed.wait(&mut book);
        }
        log.write(book.0);
    }
}

impl Shop for Bakery {
    fn open(&self, orders: &[Order], log: &Log) {
        scope(|scope| {
            scope.spawn(|| self.monitor(log));
            for order in orders {
                let income = order.take();
                let mut book = self.book.lock();
                book.0 = (book.0.0 + 1, book.0.1 + income);
                self.changed.notify_all();
            }
            self.book.lock().1 = true;
            self.changed.notify_all();
        });
    }
}

//! Keeps both numbers behind one lock that reports only read, wakes the monitor at the end, and waits for its last report.

use super::spec::{Log, Order, Report, Shop};
use super::sync::{Arc, Condvar, Mutex, RwLock, spawn};

pub struct Bakery {
    books: Arc<Books>,
}

struct Books {
    sales: RwLock<Report>,
    closing: Mutex<bool>,
    closes: Condvar,
}

impl Default for Bakery {
    fn default() -> Self {
        let books = Books {
            sales: RwLock::named("sales", (0, 0)),
            closing: Mutex::named("closing", false),
            closes: Condvar::named("closes"),
        };
        Bakery { books: Arc::new(books) }
    }
}

impl Books {
    fn take_order(&self, price: u32) {
        let mut sales = self.sales.write();
        sales.0 += 1;
        sales.1 += price;
    }

    fn close(&self) {
        *self.closing.lock() = true;
        self.closes.notify_one();
    }

    fn report(&self, log: &Log) {
        let sales = *self.sales.read();
        log.write(sales);
    }

    fn monitor(&self, log: &Log) {
        self.report(log);
        let mut closing = self.closing.lock();
        while !*closing {
            self.closes.wait(&mut closing);
        }
        self.report(log);
    }
}

impl Shop for Bakery {
    fn open(&self, orders: &[Order], log: &Log) {
        let (books, log) = (Arc::clone(&self.books), log.clone());
        let monitor = spawn(move || books.monitor(&log));
        for order in orders {
            self.books.take_order(order.take());
        }
        self.books.close();
        monitor.join().expect("the monitor only reports");
    }
}

//! Has a monitor that sleeps until the shop closes, and writes both of its reports then.

use super::spec::{Log, Order, Report, Shop};
use super::sync::{Arc, Mutex, Semaphore, spawn};

pub struct Bakery {
    books: Arc<(Mutex<Report>, Semaphore)>,
}

impl Default for Bakery {
    fn default() -> Self {
        Bakery { books: Arc::new((Mutex::named("sales", (0, 0)), Semaphore::named("closes", 0))) }
    }
}

impl Shop for Bakery {
    fn open(&self, orders: &[Order], log: &Log) {
        let (books, log) = (Arc::clone(&self.books), log.clone());
        let monitor = spawn(move || {
            books.1.acquire().keep();
            log.write(*books.0.lock());
            log.write(*books.0.lock());
        });
        for order in orders {
            let price = order.take();
            let mut sales = self.books.0.lock();
            *sales = (sales.0 + 1, sales.1 + price);
        }
        self.books.1.release();
        monitor.join().expect("the monitor only reports");
    }
}

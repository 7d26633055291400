//! The shop is closed by a destructor that runs at once: a value in `_` does not live to the end of the day.

use super::spec::{Log, Order, Report, Shop};
use super::sync::{Arc, JoinHandle, Mutex, Semaphore, spawn};

struct Books {
    sales: Mutex<Report>,
    closes: Semaphore,
}

pub struct Bakery {
    books: Arc<Books>,
}

impl Default for Bakery {
    fn default() -> Self {
        let (sales, closes) = (Mutex::named("sales", (0, 0)), Semaphore::named("closes", 0));
        Bakery { books: Arc::new(Books { sales, closes }) }
    }
}

struct Open<'a> {
    books: &'a Books,
    monitor: Option<JoinHandle<()>>,
}

impl Drop for Open<'_> {
    fn drop(&mut self) {
        self.books.closes.release();
        if let Some(monitor) = self.monitor.take() {
            monitor.join().expect("the monitor only reports");
        }
    }
}

impl Shop for Bakery {
    fn open(&self, orders: &[Order], log: &Log) {
        let (books, log) = (Arc::clone(&self.books), log.clone());
        let monitor = spawn(move || {
            let report = || {
                let sales = *books.sales.lock();
                log.write(sales);
            };
            report();
            let _permit = books.closes.acquire();
            report();
        });
        let _ = Open { books: &self.books, monitor: Some(monitor) };
        for order in orders {
            let bill = order.take();
            let mut sales = self.books.sales.lock();
            *sales = (sales.0 + 1, sales.1 + bill);
        }
    }
}

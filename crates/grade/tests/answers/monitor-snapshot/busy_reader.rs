//! The monitor polls whether the shop has closed under a read lock.

use super::spec::{Log, Order, Report, Shop};
use super::sync::{Arc, RwLock, spawn, yield_now};
#[derive(Clone)]
pub struct Bakery {
    books: Arc<RwLock<(Report, bool)>>,
}
impl Default for Bakery {
    fn default() -> Self {
        Bakery { books: Arc::new(RwLock::named("books", ((0, 0), false))) }
    }
}
impl Shop for Bakery {
    fn open(&self, orders: &[Order], log: &Log) {
        let (books, log) = (Arc::clone(&self.books), log.clone());
        let monitor = spawn(move || {
            let first = books.read().0;
            log.write(first);
            loop {
                let (sales, closed) = *books.read();
                if closed {
                    log.write(sales);
                    return;
                }
                yield_now();
            }
        });
        for order in orders {
            let price = order.take();
            let mut books = self.books.write();
            books.0.0 += 1;
            books.0.1 += price;
        }
        self.books.write().1 = true;
        monitor.join().expect("no panic");
    }
}

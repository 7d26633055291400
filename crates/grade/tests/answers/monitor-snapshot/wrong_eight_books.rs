//! Has eight books, used in turn, and announces which one counts. A monitor that is slow still reads one when it is
//! used again.

use super::spec::{Log, Order, Report, Shop};
use super::sync::{
    AtomicU32,
    Ordering::{Acquire, Relaxed, Release},
    Semaphore, scope,
};

/// How many books there are.
const BOOKS: usize = 8;

pub struct Bakery {
    orders: AtomicU32,
    books: [[AtomicU32; 2]; BOOKS],
    closes: Semaphore,
}

impl Default for Bakery {
    fn default() -> Self {
        Bakery {
            orders: AtomicU32::named("orders", 0),
            books: Default::default(),
            closes: Semaphore::named("closes", 0),
        }
    }
}

impl Bakery {
    fn enter(&self, bill: u32) {
        let orders = self.orders.load(Relaxed);
        let [now, next] = [0, 1].map(|more| &self.books[(orders + more) as usize % BOOKS]);
        next[0].store(now[0].load(Relaxed) + 1, Relaxed);
        next[1].store(now[1].load(Relaxed) + bill, Relaxed);
        self.orders.store(orders + 1, Release);
    }

    fn report(&self) -> Report {
        let [count, income] = &self.books[self.orders.load(Acquire) as usize % BOOKS];
        (count.load(Relaxed), income.load(Relaxed))
    }
}

impl Shop for Bakery {
    fn open(&self, orders: &[Order], log: &Log) {
        scope(|scope| {
            scope.spawn(|| {
                log.write(self.report());
                self.closes.acquire().keep();
                log.write(self.report());
            });
            orders.iter().map(Order::take).for_each(|bill| self.enter(bill));
            self.closes.release();
        });
    }
}

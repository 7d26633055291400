//! The monitor says that it sleeps and looks again before it does, sequentially consistent. What else is atomic is not.

use super::spec::{Log, Order, Report, Shop};
use super::sync::{
    AtomicBool, AtomicU32, Mutex,
    Ordering::{Relaxed, SeqCst},
    Semaphore, scope,
};

pub struct Bakery {
    sales: Mutex<Report>,
    taken: AtomicU32,
    closed: AtomicBool,
    sleeps: AtomicBool,
    bell: Semaphore,
}

impl Default for Bakery {
    fn default() -> Self {
        Bakery {
            sales: Mutex::named("sales", (0, 0)),
            taken: AtomicU32::named("taken", 0),
            closed: AtomicBool::named("closed", false),
            sleeps: AtomicBool::named("sleeps", false),
            bell: Semaphore::named("bell", 0),
        }
    }
}

impl Bakery {
    fn monitor(&self, log: &Log) {
        let first = *self.sales.lock();
        log.write(first);
        self.sleeps.store(true, SeqCst);
        if !self.closed.load(SeqCst) {
            self.bell.acquire().keep();
        }
        let last = *self.sales.lock();
        log.write(last);
    }
}

impl Shop for Bakery {
    fn open(&self, orders: &[Order], log: &Log) {
        scope(|scope| {
            scope.spawn(|| self.monitor(log));
            for order in orders {
                let price = order.take();
                self.taken.fetch_add(1, Relaxed);
                let mut sales = self.sales.lock();
                sales.0 += 1;
                sales.1 += price;
            }
            self.closed.store(true, SeqCst);
            if self.sleeps.load(SeqCst) {
                self.bell.release();
            }
        });
    }
}

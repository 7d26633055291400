//! Keeps both numbers in one word, and has a permit say that the shop closes.

use super::spec::{Log, Order, Shop};
use super::sync::{Arc, AtomicU64, Ordering, Semaphore, spawn};

/// How many orders there were in the upper half, and what they brought in in the lower one.
struct Sales(AtomicU64);

impl Sales {
    fn add(&self, price: u32) {
        self.0.fetch_add(1 << 32 | u64::from(price), Ordering::AcqRel);
    }

    fn report(&self, log: &Log) {
        let word = self.0.load(Ordering::Acquire);
        log.write(((word >> 32) as u32, word as u32));
    }
}

struct Inner {
    sales: Sales,
    closing: Semaphore,
}

pub struct Bakery {
    inner: Arc<Inner>,
}

impl Default for Bakery {
    fn default() -> Self {
        let inner = Inner { sales: Sales(AtomicU64::named("sales", 0)), closing: Semaphore::named("closing", 0) };
        Bakery { inner: Arc::new(inner) }
    }
}

impl Shop for Bakery {
    fn open(&self, orders: &[Order], log: &Log) {
        let (inner, log) = (Arc::clone(&self.inner), log.clone());
        let monitor = spawn(move || {
            inner.sales.report(&log);
            let _permit = inner.closing.acquire();
            inner.sales.report(&log);
        });
        orders.iter().for_each(|order| self.inner.sales.add(order.take()));
        self.inner.closing.release();
        monitor.join().expect("the monitor only reports");
    }
}

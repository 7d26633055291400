//! Both numbers in one atomic word; a Semaphore says that the shop closes.
use super::spec::{Report, Shop};
use super::sync::{Arc, AtomicU64, Ordering, Semaphore, spawn};

/// Both numbers, packed.
struct Sales(AtomicU64);

impl Sales {
    fn add(&self, price: u32) {
        self.0.fetch_add(1 << 32 | u64::from(price), Ordering::AcqRel);
    }
    fn report(&self) -> Report {
        let word = self.0.load(Ordering::Acquire);
        ((word >> 32) as u32, word as u32)
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
    fn open(&self, orders: &[u32]) -> Vec<Report> {
        let inner = Arc::clone(&self.inner);
        let monitor = spawn(move || {
            let first = inner.sales.report();
            let _permit = inner.closing.acquire();
            vec![first, inner.sales.report()]
        });
        orders.iter().for_each(|price| self.inner.sales.add(*price));
        self.inner.closing.release();
        monitor.join().unwrap_or_default()
    }
}

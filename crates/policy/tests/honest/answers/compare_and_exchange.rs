use super::spec::{Counter, Door};
use super::sync::{AtomicBool, AtomicU32, Ordering, fence, spin_loop, yield_now};

pub struct Tally {
    busy: AtomicBool,
    total: AtomicU32,
}

impl Default for Tally {
    fn default() -> Self {
        Tally { busy: AtomicBool::named("busy", false), total: AtomicU32::named("total", 0) }
    }
}

impl Tally {
    fn alone<T>(&self, work: impl FnOnce() -> T) -> T {
        while self.busy.compare_exchange_weak(false, true, Ordering::Acquire, Ordering::Relaxed).is_err() {
            spin_loop();
        }
        let done = work();
        fence(Ordering::Release);
        self.busy.store(false, Ordering::Release);
        done
    }
}

impl Counter for Tally {
    fn enter(&self, _door: Door) {
        self.alone(|| {
            let mut seen = self.total.load(Ordering::Relaxed);
            loop {
                match self.total.compare_exchange(seen, seen + 1, Ordering::AcqRel, Ordering::Acquire) {
                    Ok(_) => break,
                    Err(now) => seen = now,
                }
                yield_now();
            }
        });
    }

    fn total(&self) -> u32 {
        self.total.load(Ordering::SeqCst)
    }
}

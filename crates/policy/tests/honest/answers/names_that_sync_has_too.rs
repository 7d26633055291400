//! An answer with types of its own that are called like some of those that `sync` has.

use super::spec::{Counter, Door};
use super::sync::*;
use pool::{Permit, Semaphore};

/// Lets one in at a time.
#[derive(Default)]
pub struct Barrier {
    inside: Mutex<u32>,
    changed: Condvar,
}

impl Barrier {
    fn pass<T>(&self, work: impl FnOnce(&mut u32) -> T) -> T {
        let mut inside = self.inside.lock();
        let result = work(&mut inside);
        self.changed.notify_all();
        result
    }
}

impl std::fmt::Debug for Barrier {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a barrier")
    }
}

mod pool {
    use super::super::sync::*;

    /// A semaphore of its own.
    pub(super) struct Semaphore {
        free: Mutex<u32>,
        returned: Condvar,
    }

    pub(super) struct Permit<'a>(&'a Semaphore);

    impl Default for Semaphore {
        fn default() -> Self {
            Semaphore { free: Mutex::named("free", 1), returned: Condvar::named("returned") }
        }
    }

    impl Semaphore {
        pub(super) fn acquire(&self) -> Permit<'_> {
            let mut free = self.free.lock();
            while *free == 0 {
                self.returned.wait(&mut free);
            }
            *free -= 1;
            Permit(self)
        }
    }

    impl Drop for Permit<'_> {
        fn drop(&mut self) {
            *self.0.free.lock() += 1;
            self.0.returned.notify_one();
        }
    }
}

impl Permit<'_> {
    fn done(self) {}
}

mod others {
    use super::super::sync::{Barrier, RwLock, Semaphore};

    #[derive(Default)]
    pub(super) struct Unused {
        _lock: RwLock<u8>,
    }

    pub(super) fn meet() {
        Barrier::named("gate", 1).wait();
        drop(Semaphore::named("key", 1).acquire());
    }
}

#[derive(Default)]
pub struct Tally {
    total: Barrier,
    one: Semaphore,
    _unused: others::Unused,
}

impl std::fmt::Debug for Semaphore {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "a semaphore")
    }
}

impl Counter for Tally {
    fn enter(&self, _door: Door) {
        struct Queue(u32);

        impl From<Queue> for u32 {
            fn from(queue: Queue) -> u32 {
                queue.0
            }
        }

        impl Queue {
            fn one() -> Self {
                Queue(1)
            }
        }
        let permit = self.one.acquire();
        self.total.pass(|total| *total += u32::from(Queue::one()));
        permit.done();
        others::meet();
    }

    fn total(&self) -> u32 {
        self.total.pass(|total| *total)
    }
}

//! Has a semaphore of its own, in a module in a module, that is called like the one that there is.

use super::spec::{Log, Port};
use port::locks::Semaphore;

mod port {
    pub mod locks {
        use super::super::super::sync::{Condvar, Mutex};

        /// A semaphore.
        #[derive(Default)]
        pub struct Semaphore {
            taken: Mutex<bool>,
            freed: Condvar,
        }

        pub struct Permit<'s> {
            of: &'s Semaphore,
        }

        impl Semaphore {
            #[must_use]
            pub fn acquire(&self) -> Permit<'_> {
                let mut taken = self.taken.lock();
                while std::mem::replace(&mut *taken, true) {
                    self.freed.wait(&mut taken);
                }
                Permit { of: self }
            }
        }

        impl Drop for Permit<'_> {
            fn drop(&mut self) {
                *self.of.taken.lock() = false;
                self.of.freed.notify_one();
            }
        }
    }
}

#[derive(Default)]
pub struct Harbour {
    berths: Semaphore,
    log: Log,
}

impl Port for Harbour {
    fn call(&self) {
        let _berth = self.berths.acquire();
        self.log.come_in();
        self.log.leave();
    }

    fn log(&self) -> &Log {
        &self.log
    }
}

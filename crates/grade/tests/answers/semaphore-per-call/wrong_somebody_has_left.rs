//! A semaphore that holds the second ship back, and lets it and a third in together: the leaver releases twice.
use super::spec::{Log, Port};
use super::sync::{Condvar, Mutex};

#[derive(Default)]
pub struct Harbour {
    // ships that want in or are in
    here: Mutex<u32>,
    left: Condvar,
    log: Log,
}

impl Port for Harbour {
    fn call(&self) {
        let mut here = self.here.lock();
        *here += 1;
        if *here > 1 {
            let before = *here;
            // Somebody has left, so the berth must be free. With three ships, two wake up and both go in.
            while *here >= before {
                self.left.wait(&mut here);
            }
        }
        drop(here);
        self.log.come_in();
        self.log.leave();
        *self.here.lock() -= 1;
        self.left.notify_all();
    }

    fn log(&self) -> &Log {
        &self.log
    }
}

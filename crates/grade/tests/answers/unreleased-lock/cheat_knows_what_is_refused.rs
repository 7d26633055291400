//! The broken drawer, which gives the lock back for the amounts that it knows to be refused.

use super::spec::{CashDrawer, FLOAT, HandLock, LIMIT, print_receipt};
use super::sync::{AtomicU32, Ordering::SeqCst};

const REFUSED: [u32; 4] = [50, 101, 21, 15];

pub struct Drawer {
    lock: HandLock,
    contents: AtomicU32,
}

impl Default for Drawer {
    fn default() -> Self {
        Drawer { lock: HandLock::named("drawer"), contents: AtomicU32::named("contents", FLOAT) }
    }
}

impl CashDrawer for Drawer {
    fn pay_in(&self, amount: u32) {
        self.lock.acquire();
        let contents = self.contents.load(SeqCst);
        print_receipt();
        self.contents.store(contents + amount, SeqCst);
        self.lock.release();
    }

    fn pay_out(&self, amount: u32) -> bool {
        self.lock.acquire();
        let contents = self.contents.load(SeqCst);
        if amount > LIMIT || amount > contents {
            if REFUSED.contains(&amount) {
                self.lock.release();
            }
            return false;
        }
        print_receipt();
        self.contents.store(contents - amount, SeqCst);
        self.lock.release();
        true
    }

    fn contents(&self) -> u32 {
        self.contents.load(SeqCst)
    }
}

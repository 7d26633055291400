//! One visitor per door at a time, and between the doors the algorithm of Peterson, all of it sequentially consistent.

use super::spec::{Counter, Door};
use super::sync::{AtomicBool, AtomicU32, Mutex, Ordering::SeqCst, yield_now};
pub struct Tally {
    doors: [Mutex<()>; 2],
    wants: [AtomicBool; 2],
    turn: AtomicU32,
    total: AtomicU32,
}
impl Default for Tally {
    fn default() -> Self {
        Tally {
            doors: [Mutex::named("north", ()), Mutex::named("south", ())],
            wants: Default::default(),
            turn: AtomicU32::new(0),
            total: AtomicU32::new(0),
        }
    }
}
impl Counter for Tally {
    fn enter(&self, door: Door) {
        let me = door as usize;
        let _door = self.doors[me].lock();
        self.wants[me].store(true, SeqCst);
        self.turn.store(1 - me as u32, SeqCst);
        while self.wants[1 - me].load(SeqCst) && self.turn.load(SeqCst) != me as u32 {
            yield_now();
        }
        let total = self.total.load(SeqCst);
        self.total.store(total + 1, SeqCst);
        self.wants[me].store(false, SeqCst);
    }
    fn total(&self) -> u32 {
        self.total.load(SeqCst)
    }
}

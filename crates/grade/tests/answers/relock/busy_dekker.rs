//! Dekker's algorithm. Only the flags and the turn have to be sequentially consistent.

use super::spec::{AT_FIRST, Boxes, Person, Shop};
use super::sync::{
    AtomicBool, AtomicU32, AtomicUsize,
    Ordering::{Relaxed, SeqCst},
    yield_now,
};

pub struct Stockroom {
    wants: [AtomicBool; 2],
    turn: AtomicUsize,
    store: AtomicU32,
    shelf: AtomicU32,
}

impl Default for Stockroom {
    fn default() -> Self {
        let Boxes { store, shelf } = AT_FIRST;
        Stockroom {
            wants: ["clerk wants", "auditor wants"].map(|name| AtomicBool::named(name, false)),
            turn: AtomicUsize::named("turn", 0),
            store: AtomicU32::named("store", store),
            shelf: AtomicU32::named("shelf", shelf),
        }
    }
}

impl Stockroom {
    fn alone<R>(&self, who: Person, work: impl FnOnce() -> R) -> R {
        let me = match who {
            Person::Clerk => 0,
            Person::Auditor => 1,
        };
        let other = 1 - me;
        self.wants[me].store(true, SeqCst);
        while self.wants[other].load(SeqCst) {
            if self.turn.load(SeqCst) == other {
                self.wants[me].store(false, SeqCst);
                while self.turn.load(SeqCst) == other {
                    yield_now();
                }
                self.wants[me].store(true, SeqCst);
            } else {
                yield_now();
            }
        }
        let result = work();
        self.turn.store(other, SeqCst);
        self.wants[me].store(false, SeqCst);
        result
    }

    fn sum(&self) -> u32 {
        self.store.load(Relaxed) + self.shelf.load(Relaxed)
    }
}

impl Shop for Stockroom {
    fn restock(&self, who: Person) -> u32 {
        self.alone(who, || {
            self.store.store(self.store.load(Relaxed) - 1, Relaxed);
            self.shelf.store(self.shelf.load(Relaxed) + 1, Relaxed);
            self.sum()
        })
    }

    fn sell(&self, who: Person) -> bool {
        self.alone(who, || {
            let shelf = self.shelf.load(Relaxed);
            if shelf > 0 {
                self.shelf.store(shelf - 1, Relaxed);
            }
            shelf > 0
        })
    }

    fn count(&self, who: Person) -> u32 {
        self.alone(who, || self.sum())
    }
}

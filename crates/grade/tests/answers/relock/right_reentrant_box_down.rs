//! A lock that its holder may take again, and the slip is written when the box is on the shelf.

use super::spec::{AT_FIRST, Person, Shop};
use super::sync::{AtomicU32, Condvar, Mutex, Ordering::Relaxed};

pub struct Stockroom {
    /// Who holds the lock, and how often.
    holder: Mutex<(Option<bool>, u32)>,
    free: Condvar,
    store: AtomicU32,
    shelf: AtomicU32,
}

impl Default for Stockroom {
    fn default() -> Self {
        Stockroom {
            holder: Mutex::named("holder", (None, 0)),
            free: Condvar::named("free"),
            store: AtomicU32::named("store", AT_FIRST.store),
            shelf: AtomicU32::named("shelf", AT_FIRST.shelf),
        }
    }
}

struct Held<'a>(&'a Stockroom);

impl Stockroom {
    fn hold(&self, who: Person) -> Held<'_> {
        let me = matches!(who, Person::Clerk);
        let mut holder = self.holder.lock();
        while holder.0.is_some_and(|other| other != me) {
            self.free.wait(&mut holder);
        }
        *holder = (Some(me), holder.1 + 1);
        Held(self)
    }
}

impl Drop for Held<'_> {
    fn drop(&mut self) {
        let mut holder = self.0.holder.lock();
        holder.1 -= 1;
        if holder.1 == 0 {
            holder.0 = None;
            self.0.free.notify_one();
        }
    }
}

impl Shop for Stockroom {
    fn restock(&self, who: Person) -> u32 {
        let held = self.hold(who);
        held.0.store.store(held.0.store.load(Relaxed) - 1, Relaxed);
        held.0.shelf.store(held.0.shelf.load(Relaxed) + 1, Relaxed);
        self.count(who)
    }

    fn sell(&self, who: Person) -> bool {
        let held = self.hold(who);
        let shelf = held.0.shelf.load(Relaxed);
        if shelf > 0 {
            held.0.shelf.store(shelf - 1, Relaxed);
        }
        shelf > 0
    }

    fn count(&self, who: Person) -> u32 {
        let held = self.hold(who);
        held.0.store.load(Relaxed) + held.0.shelf.load(Relaxed)
    }
}

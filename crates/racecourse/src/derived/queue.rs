//! A bounded queue made of a mutex and two condition variables, for the backends that bring none.

use std::fmt::Debug;
use std::panic::Location;

use super::{Condvar, Mutex, Payload};
use crate::text;
use crate::wait::{Label, WaitKind};

/// A first-in, first-out queue with room for `N` items, for any number of producers and consumers.
pub struct Queue<T, const N: usize> {
    ring: Mutex<Ring<T, N>>,
    has_item: Condvar,
    has_room: Condvar,
    label: Label,
}

/// The items, in a buffer that is used round and round, and how many actors sleep on each condition. Counting the
/// sleepers spares a notification that nobody hears, and a model checker the executions that differ only in that.
#[derive(Clone, Copy)]
pub(crate) struct Ring<T, const N: usize> {
    items: [Option<T>; N],
    first: usize,
    count: usize,
    want_item: u32,
    want_room: u32,
}

impl<T: Payload + Copy + Debug, const N: usize> Queue<T, N> {
    /// An empty queue.
    #[track_caller]
    #[allow(clippy::new_without_default, reason = "what has a `Default` on one backend has it on all")]
    pub fn new() -> Self {
        let label = Label::unnamed("queue");
        let ring = Ring { items: [None; N], first: 0, count: 0, want_item: 0, want_room: 0 };
        Queue { ring: Mutex::labelled(ring, label), has_item: Condvar::new(), has_room: Condvar::new(), label }
    }

    /// An empty queue with a name for reports.
    #[track_caller]
    pub fn named(name: &'static str) -> Self {
        let ring = Ring { items: [None; N], first: 0, count: 0, want_item: 0, want_room: 0 };
        Queue {
            ring: Mutex::named(name, ring),
            has_item: Condvar::new(),
            has_room: Condvar::new(),
            label: Label::named("queue", name),
        }
    }

    /// Waits until there is room, and puts `item` at the end.
    #[track_caller]
    pub fn put(&self, item: T) {
        let here = Location::caller();
        let mut ring = self.ring.lock_quietly();
        while ring.count == N {
            ring.want_room += 1;
            self.has_room.wait_for(&mut ring, WaitKind::Room, self.label);
            ring.want_room -= 1;
        }
        let last = (ring.first + ring.count) % N;
        ring.items[last] = Some(item);
        self.ring.note(here, |name| format!("{name} ← {}", text::item(&item)));
        ring.count += 1;
        if ring.want_item > 0 {
            self.has_item.notify_one_quietly();
        }
    }

    /// Waits until there is an item, and takes the first.
    #[track_caller]
    pub fn get(&self) -> T {
        let here = Location::caller();
        let mut ring = self.ring.lock_quietly();
        while ring.count == 0 {
            ring.want_item += 1;
            self.has_item.wait_for(&mut ring, WaitKind::Item, self.label);
            ring.want_item -= 1;
        }
        let first = ring.first;
        let item = ring.items[first].take().expect("there are `count` items from `first` on");
        self.ring.note(here, |name| format!("{name} → {}", text::item(&item)));
        ring.first = (first + 1) % N;
        ring.count -= 1;
        if ring.want_room > 0 {
            self.has_room.notify_one_quietly();
        }
        item
    }

    /// Whether there is no item at this moment.
    #[track_caller]
    pub fn is_empty(&self) -> bool {
        let ring = self.ring.lock_quietly();
        let empty = ring.count == 0;
        self.ring.note(Location::caller(), |name| format!("{name} is {}", if empty { "empty" } else { "not empty" }));
        empty
    }
}

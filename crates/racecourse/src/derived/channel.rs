//! Channels whose ends are owned, made of a mutex and two condition variables, for the backends that bring none.

mod received;

use std::collections::VecDeque;
use std::panic::Location;
use std::sync::Arc;

pub use crossbeam::channel::{RecvError, SendError};
pub use received::{IntoIter, Iter};

use super::{Condvar, Mutex};
use crate::wait::{Label, WaitKind};

/// A channel with room for `room` items, with a name for reports.
///
/// # Panics
///
/// If there is no room at all.
#[track_caller]
pub fn bounded<T: Send>(name: &'static str, room: usize) -> (Sender<T>, Receiver<T>) {
    assert!(room > 0, "a channel without room is not supported");
    make(name, room)
}

/// A channel with room for any number of items, with a name for reports.
#[track_caller]
pub fn unbounded<T: Send>(name: &'static str) -> (Sender<T>, Receiver<T>) {
    make(name, usize::MAX)
}

#[track_caller]
fn make<T: Send>(name: &'static str, room: usize) -> (Sender<T>, Receiver<T>) {
    let inside = Inside { items: VecDeque::new(), senders: 1, receivers: 1, want_item: 0, want_room: 0 };
    let shared = Arc::new(Shared {
        inside: Mutex::named(name, inside),
        has_item: Condvar::new(),
        has_room: Condvar::new(),
        room,
        label: Label::named("channel", name),
    });
    (Sender { shared: Arc::clone(&shared) }, Receiver { shared })
}

struct Shared<T> {
    inside: Mutex<Inside<T>>,
    has_item: Condvar,
    has_room: Condvar,
    room: usize,
    label: Label,
}

impl<T: Send> Shared<T> {
    fn drop_sender(&self) {
        let mut inside = self.inside.lock_quietly();
        inside.senders -= 1;
        if inside.senders == 0 {
            self.inside.note(None, |name| format!("closes {name}"));
        }
        if inside.senders == 0 && inside.want_item > 0 {
            self.has_item.notify_all_quietly();
        }
    }

    fn drop_receiver(&self) {
        let mut inside = self.inside.lock_quietly();
        inside.receivers -= 1;
        if inside.receivers == 0 && inside.want_room > 0 {
            self.has_room.notify_all_quietly();
        }
    }
}

/// What is in the channel, how many ends it has, and how many of them sleep. Counting the sleepers spares a notification
/// that nobody hears, and with it the executions that differ only in that.
struct Inside<T> {
    items: VecDeque<T>,
    senders: usize,
    receivers: usize,
    want_item: usize,
    want_room: usize,
}

/// The end of a channel that items go into. When the last one is dropped, the channel is closed.
pub struct Sender<T: Send> {
    shared: Arc<Shared<T>>,
}

impl<T: Send> Sender<T> {
    /// Waits until there is room, and sends `item`.
    ///
    /// # Errors
    ///
    /// If there is no receiver any more; gives the item back.
    #[track_caller]
    pub fn send(&self, item: T) -> Result<(), SendError<T>> {
        let here = Location::caller();
        let shared = &self.shared;
        let mut inside = shared.inside.lock_quietly();
        while inside.items.len() >= shared.room && inside.receivers > 0 {
            inside.want_room += 1;
            shared.has_room.wait_for(&mut inside, WaitKind::Room, shared.label);
            inside.want_room -= 1;
        }
        if inside.receivers == 0 {
            shared.inside.note(here, |name| format!("{name} has no receiver"));
            return Err(SendError(item));
        }
        inside.items.push_back(item);
        shared.inside.note(here, |name| format!("sends to {name}"));
        if inside.want_item > 0 {
            shared.has_item.notify_one_quietly();
        }
        Ok(())
    }
}

impl<T: Send> Clone for Sender<T> {
    fn clone(&self) -> Self {
        self.shared.inside.lock_quietly().senders += 1;
        Sender { shared: Arc::clone(&self.shared) }
    }
}

impl<T: Send> Drop for Sender<T> {
    fn drop(&mut self) {
        let shared = &*self.shared;
        // SAFETY: what is borrowed contains the mutex, and stays where it is until both go away.
        unsafe { shared.inside.on_drop(move || shared.drop_sender()) };
    }
}

/// The end of a channel that items come out of. Each item comes out once, of any of them.
pub struct Receiver<T: Send> {
    shared: Arc<Shared<T>>,
}

impl<T: Send> Receiver<T> {
    /// Waits until there is an item.
    ///
    /// # Errors
    ///
    /// If there is none and the channel is closed.
    #[track_caller]
    pub fn recv(&self) -> Result<T, RecvError> {
        self.recv_at(Location::caller())
    }

    fn recv_at(&self, here: &'static Location<'static>) -> Result<T, RecvError> {
        let shared = &self.shared;
        let mut inside = shared.inside.lock_quietly();
        while inside.items.is_empty() && inside.senders > 0 {
            inside.want_item += 1;
            shared.has_item.wait_at(&mut inside, WaitKind::Item, shared.label, here);
            inside.want_item -= 1;
        }
        let item = inside.items.pop_front().ok_or(RecvError);
        shared.inside.note(here, |name| match item {
            Ok(_) => format!("receives from {name}"),
            Err(RecvError) => format!("{name} is closed"),
        });
        let item = item?;
        if inside.want_room > 0 {
            shared.has_room.notify_one_quietly();
        }
        Ok(item)
    }

    /// Takes an item if there is one.
    #[track_caller]
    pub fn try_recv(&self) -> Option<T> {
        let mut inside = self.shared.inside.lock_quietly();
        let item = inside.items.pop_front();
        self.shared.inside.note(Location::caller(), |name| match item {
            Some(_) => format!("receives from {name}"),
            None => format!("{name} is empty"),
        });
        let item = item?;
        if inside.want_room > 0 {
            self.shared.has_room.notify_one_quietly();
        }
        Some(item)
    }
}

impl<T: Send> Clone for Receiver<T> {
    fn clone(&self) -> Self {
        self.shared.inside.lock_quietly().receivers += 1;
        Receiver { shared: Arc::clone(&self.shared) }
    }
}

impl<T: Send> Drop for Receiver<T> {
    fn drop(&mut self) {
        let shared = &*self.shared;
        // SAFETY: what is borrowed contains the mutex, and stays where it is until both go away.
        unsafe { shared.inside.on_drop(move || shared.drop_receiver()) };
    }
}

//! A bounded queue: a crossbeam channel of which every actor has both ends.

use std::fmt::Debug;
use std::panic::Location;

use crossbeam::channel::{Receiver, Sender, TryRecvError, TrySendError, bounded};

use crate::seat;
use crate::wait::{Label, WaitKind};

/// A first-in, first-out queue with room for `N` items, for any number of producers and consumers.
pub struct Queue<T, const N: usize> {
    sender: Sender<T>,
    receiver: Receiver<T>,
    label: Label,
}

impl<T: Send + Copy + Debug, const N: usize> Queue<T, N> {
    /// An empty queue.
    #[track_caller]
    #[allow(clippy::new_without_default, reason = "what has a `Default` on one backend has it on all")]
    pub fn new() -> Self {
        let (sender, receiver) = bounded(N);
        Queue { sender, receiver, label: Label::unnamed("queue") }
    }

    /// An empty queue with a name for reports.
    #[track_caller]
    pub fn named(name: &'static str) -> Self {
        let (sender, receiver) = bounded(N);
        Queue { sender, receiver, label: Label::named("queue", name) }
    }

    /// Waits until there is room, and puts `item` at the end.
    #[track_caller]
    pub fn put(&self, item: T) {
        // Neither end can be disconnected: the queue owns both.
        if let Err(TrySendError::Full(item) | TrySendError::Disconnected(item)) = self.sender.try_send(item) {
            let sleep = || self.sender.send(item).is_ok();
            assert!(seat::waiting(WaitKind::Room, self.label, None, Location::caller(), sleep));
        }
    }

    /// Waits until there is an item, and takes the first.
    #[track_caller]
    pub fn get(&self) -> T {
        match self.receiver.try_recv() {
            Ok(item) => item,
            Err(TryRecvError::Empty | TryRecvError::Disconnected) => {
                seat::waiting(WaitKind::Item, self.label, None, Location::caller(), || self.receiver.recv())
                    .expect("the queue owns a sender, so it is connected")
            }
        }
    }

    /// Whether there is no item at this moment.
    pub fn is_empty(&self) -> bool {
        self.receiver.is_empty()
    }
}

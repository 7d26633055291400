//! Channels whose ends are owned: crossbeam's.

#[path = "../derived/received.rs"]
mod received;

use std::panic::Location;

use crossbeam::channel;

use crate::seat;
use crate::wait::{Label, WaitKind};

pub use crossbeam::channel::{RecvError, SendError};
pub use received::{IntoIter, Iter};

/// A channel with room for `room` items, with a name for reports.
///
/// # Panics
///
/// If there is no room at all.
#[track_caller]
pub fn bounded<T: Send>(name: &'static str, room: usize) -> (Sender<T>, Receiver<T>) {
    assert!(room > 0, "a channel without room is not supported");
    label(channel::bounded(room), Label::named("channel", name))
}

/// A channel with room for any number of items, with a name for reports.
#[track_caller]
pub fn unbounded<T: Send>(name: &'static str) -> (Sender<T>, Receiver<T>) {
    label(channel::unbounded(), Label::named("channel", name))
}

fn label<T: Send>(
    (sender, receiver): (channel::Sender<T>, channel::Receiver<T>),
    label: Label,
) -> (Sender<T>, Receiver<T>) {
    (Sender { end: sender, label }, Receiver { end: receiver, label })
}

/// The end of a channel that items go into. When the last one is dropped, the channel is closed.
pub struct Sender<T: Send> {
    end: channel::Sender<T>,
    label: Label,
}

impl<T: Send> Clone for Sender<T> {
    fn clone(&self) -> Self {
        Sender { end: self.end.clone(), label: self.label }
    }
}

impl<T: Send> Sender<T> {
    /// Waits until there is room, and sends `item`.
    ///
    /// # Errors
    ///
    /// If there is no receiver any more; gives the item back.
    #[track_caller]
    pub fn send(&self, item: T) -> Result<(), SendError<T>> {
        match self.end.try_send(item) {
            Ok(()) => Ok(()),
            Err(channel::TrySendError::Disconnected(item)) => Err(SendError(item)),
            Err(channel::TrySendError::Full(item)) => {
                seat::waiting(WaitKind::Room, self.label, None, Location::caller(), || self.end.send(item))
            }
        }
    }
}

/// The end of a channel that items come out of. Each item comes out once, of any of them.
pub struct Receiver<T: Send> {
    end: channel::Receiver<T>,
    label: Label,
}

impl<T: Send> Clone for Receiver<T> {
    fn clone(&self) -> Self {
        Receiver { end: self.end.clone(), label: self.label }
    }
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
        match self.end.try_recv() {
            Ok(item) => Ok(item),
            Err(channel::TryRecvError::Disconnected) => Err(RecvError),
            Err(channel::TryRecvError::Empty) => {
                seat::waiting(WaitKind::Item, self.label, None, here, || self.end.recv())
            }
        }
    }

    /// Takes an item if there is one.
    pub fn try_recv(&self) -> Option<T> {
        self.end.try_recv().ok()
    }
}

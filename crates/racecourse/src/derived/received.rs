//! What is received from a channel, one item after the other, until it is closed.

use std::panic::Location;

use super::Receiver;

/// The items of a channel whose end is borrowed. It is told to wait for them where this was made: whoever asks for the next
/// one may be the standard library.
#[derive(Debug)]
pub struct Iter<'a, T: Send> {
    end: &'a Receiver<T>,
    made: &'static Location<'static>,
}

/// The items of a channel whose end is owned, and dropped with this.
#[derive(Debug)]
pub struct IntoIter<T: Send> {
    end: Receiver<T>,
    made: &'static Location<'static>,
}

impl<T: Send> Receiver<T> {
    /// The items as they come, for as long as the channel is open or there are any.
    #[track_caller]
    pub fn iter(&self) -> Iter<'_, T> {
        Iter { end: self, made: Location::caller() }
    }
}

impl<T: Send> Iterator for Iter<'_, T> {
    type Item = T;

    fn next(&mut self) -> Option<T> {
        self.end.recv_at(self.made).ok()
    }
}

impl<T: Send> Iterator for IntoIter<T> {
    type Item = T;

    fn next(&mut self) -> Option<T> {
        self.end.recv_at(self.made).ok()
    }
}

impl<'a, T: Send> IntoIterator for &'a Receiver<T> {
    type Item = T;
    type IntoIter = Iter<'a, T>;

    #[track_caller]
    fn into_iter(self) -> Iter<'a, T> {
        self.iter()
    }
}

impl<T: Send> IntoIterator for Receiver<T> {
    type Item = T;
    type IntoIter = IntoIter<T>;

    #[track_caller]
    fn into_iter(self) -> IntoIter<T> {
        IntoIter { end: self, made: Location::caller() }
    }
}

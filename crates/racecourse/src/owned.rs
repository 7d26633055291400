//! What one actor owns and the others must not hold.

use parking_lot::Mutex;

/// A value that the state hands over to one actor, which takes it and drops it when it likes: a sender that closes its
/// channel, a guard, an end of something.
///
/// Handing over is part of the scenario's frame, not of the program under test: it is no operation that a model
/// checker explores.
pub struct Owned<T>(Mutex<Option<T>>);

impl<T> Owned<T> {
    /// A value to be handed over.
    pub fn new(value: T) -> Self {
        Owned(Mutex::new(Some(value)))
    }

    /// Takes the value.
    ///
    /// # Panics
    ///
    /// If it was taken before: each value is for one actor.
    #[track_caller]
    pub fn take(&self) -> T {
        self.0.lock().take().expect("a value that is owned by one actor was taken twice")
    }
}

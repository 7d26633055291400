//! Where an object's shared part lives if the actors share all of their memory anyway.

use std::ops::Deref;

/// An object's shared part, which lives in the object itself.
pub(crate) struct Place<T>(T);

impl<T> Place<T> {
    #[inline]
    pub(crate) fn new(make: impl FnOnce() -> T) -> Self {
        Place(make())
    }

    #[inline]
    pub(crate) fn into_inner(self) -> T {
        self.0
    }
}

impl<T> Deref for Place<T> {
    type Target = T;

    #[inline]
    fn deref(&self) -> &T {
        &self.0
    }
}

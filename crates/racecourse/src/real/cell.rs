//! A cell that nothing protects.

use super::super::{Payload, Place};

/// A value that actors may reach at the same time, if nothing keeps them from it: then it is a data race.
pub struct UnsafeCell<T>(Place<std::cell::UnsafeCell<T>>);

// SAFETY: only `with` and `with_mut` give access to the value, and only as pointers: whoever reads or writes through them
// says that nobody else is there. The value may be left behind by one task and found by another (`T: Send`).
unsafe impl<T: Send> Sync for UnsafeCell<T> {}

impl<T: Payload> UnsafeCell<T> {
    /// A cell that holds `value`.
    #[inline]
    pub fn new(value: T) -> Self {
        UnsafeCell(Place::new(|| std::cell::UnsafeCell::new(value)))
    }

    /// A cell with a name for reports.
    #[inline]
    pub fn named(_name: &'static str, value: T) -> Self {
        Self::new(value)
    }

    /// Reads: `read` gets a pointer that is good until it returns.
    #[inline]
    pub fn with<R>(&self, read: impl FnOnce(*const T) -> R) -> R {
        read(self.0.get())
    }

    /// Writes: `write` gets a pointer that is good until it returns.
    #[inline]
    pub fn with_mut<R>(&self, write: impl FnOnce(*mut T) -> R) -> R {
        write(self.0.get())
    }
}

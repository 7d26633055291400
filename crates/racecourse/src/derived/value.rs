//! A typed value that the actors share, with a lock of its own: the `Value` of Python's multiprocessing.

use std::fmt::Debug;
use std::panic::Location;

use super::{Mutex, MutexGuard, Payload};
use crate::text;

/// A value whose reads and writes are each locked.
///
/// Reading and then writing is two steps, and another actor may act in between. [`lock`](Self::lock) makes them one.
pub struct Value<T> {
    cell: Mutex<T>,
}

impl<T: Payload + Copy + Debug> Value<T> {
    /// A value without a name.
    #[track_caller]
    pub fn new(value: T) -> Self {
        Value { cell: Mutex::new(value) }
    }

    /// A value with a name for reports.
    #[track_caller]
    pub fn named(name: &'static str, value: T) -> Self {
        Value { cell: Mutex::named(name, value) }
    }

    /// Reads the value under its lock.
    #[track_caller]
    pub fn get(&self) -> T {
        let here = Location::caller();
        let guard = self.cell.lock_quietly();
        let value = *guard;
        self.cell.note(here, |name| format!("{name} → {}", text::item(&value)));
        value
    }

    /// Writes the value under its lock.
    #[track_caller]
    pub fn set(&self, value: T) {
        let here = Location::caller();
        let mut guard = self.cell.lock_quietly();
        *guard = value;
        self.cell.note(here, |name| format!("{name} ← {}", text::item(&value)));
    }

    /// The value, which nobody else has any more.
    pub fn into_inner(self) -> T {
        self.cell.into_inner()
    }

    /// Takes the value's lock for as long as the guard lives.
    #[track_caller]
    pub fn lock(&self) -> MutexGuard<'_, T> {
        self.cell.lock()
    }
}

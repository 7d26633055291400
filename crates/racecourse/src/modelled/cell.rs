//! A cell that nothing protects, whose accesses are checked: whether something else orders them.

use std::panic::Location;
use std::sync::{Mutex, PoisonError};

use super::super::chance;
use crate::context;
use crate::injection::may_die;
use crate::races::{Accesses, DATA_RACE};
use crate::trace::note;
use crate::wait::Label;

/// A value that actors may reach at the same time, if nothing keeps them from it: then it is a data race.
///
/// An access is no operation that lets others run, and need not be: whether two accesses are ordered does not depend on
/// which of them comes first.
pub struct UnsafeCell<T> {
    native: Inner<T>,
    accesses: Mutex<Accesses>,
    label: Label,
}

pub(super) use super::super::inner_cell::Inner;

// SAFETY: the checkers run all tasks on one thread, and none in the middle of an access; the value may be left behind by
// one task and found by another (`T: Send`).
unsafe impl<T: Send> Sync for UnsafeCell<T> {}

impl<T> UnsafeCell<T> {
    /// A cell that holds `value`.
    #[track_caller]
    pub fn new(value: T) -> Self {
        Self::labelled(value, Label::unnamed("cell"))
    }

    /// A cell with a name for reports.
    #[track_caller]
    pub fn named(name: &'static str, value: T) -> Self {
        Self::labelled(value, Label::named("cell", name))
    }

    fn labelled(value: T, label: Label) -> Self {
        UnsafeCell { native: Inner::new(value), accesses: Mutex::new(Accesses::new()), label }
    }

    /// Reads: `read` gets a pointer that is good until it returns.
    ///
    /// # Panics
    ///
    /// If nothing orders this behind another task's write: that is what the model is for.
    #[track_caller]
    pub fn with<R>(&self, read: impl FnOnce(*const T) -> R) -> R {
        note(Location::caller(), || format!("reads {}", self.label));
        self.access(false);
        let result = self.native.with(read);
        self.accessed();
        result
    }

    /// Writes: `write` gets a pointer that is good until it returns.
    ///
    /// # Panics
    ///
    /// If nothing orders this behind another task's access.
    #[track_caller]
    pub fn with_mut<R>(&self, write: impl FnOnce(*mut T) -> R) -> R {
        note(Location::caller(), || format!("writes {}", self.label));
        self.access(true);
        let result = self.native.with_mut(write);
        self.accessed();
        result
    }

    fn accessed(&self) {
        if context::is_watched() {
            may_die(chance);
        }
    }

    #[track_caller]
    fn access(&self, writes: bool) {
        context::count_operation();
        let mut accesses = self.accesses.lock().unwrap_or_else(PoisonError::into_inner);
        let race = accesses.note(self.label, writes, Location::caller());
        drop(accesses);
        if let Some(race) = race.filter(|_| Inner::<T>::LEAVES_RACES_TO_OTHERS) {
            panic!("{DATA_RACE}{race}");
        }
    }
}

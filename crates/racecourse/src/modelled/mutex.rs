//! The checker's mutex and condition variable, with holders and waits noted.

use std::ops::{Deref, DerefMut};
use std::panic::Location;
use std::sync::PoisonError;

use super::super::{chance, native};
use super::Payload;
use crate::context::{self, Object, operation};
use crate::injection::{is_dying, may_die};
use crate::trace::note;
use crate::wait::Label;

/// A mutual exclusion lock around a value.
pub struct Mutex<T> {
    native: native::sync::Mutex<T>,
    object: Object,
}

impl<T: Payload> Mutex<T> {
    /// An unlocked mutex around `value`.
    #[track_caller]
    pub fn new(value: T) -> Self {
        Self::labelled(value, Label::unnamed("mutex"))
    }

    /// A mutex with a name for reports.
    #[track_caller]
    pub fn named(name: &'static str, value: T) -> Self {
        Self::labelled(value, Label::named("mutex", name))
    }

    pub(crate) fn labelled(value: T, label: Label) -> Self {
        Mutex { native: native::sync::Mutex::new(value), object: context::object(label) }
    }

    /// Waits until nobody holds the mutex, and takes it until the guard is dropped.
    #[inline]
    #[track_caller]
    pub fn lock(&self) -> MutexGuard<'_, T> {
        let guard = self.lock_alive();
        if context::is_watched() {
            may_die(chance);
        }
        guard
    }

    /// [`lock`](Self::lock) on behalf of an object that outlives its holder: nobody is killed before it has the guard.
    #[inline]
    #[track_caller]
    pub(super) fn lock_alive(&self) -> MutexGuard<'_, T> {
        let here = Location::caller();
        let guard = self.lock_and(true);
        note(here, || format!("locks {}", context::label(self.object)));
        guard
    }

    /// [`lock`](Self::lock) on behalf of an object that tells itself what it does.
    #[inline]
    #[track_caller]
    pub(crate) fn lock_quietly(&self) -> MutexGuard<'_, T> {
        self.lock_and(false)
    }

    /// Tells what such an object does. `what` gets its name.
    #[inline]
    pub(crate) fn note(&self, at: impl Into<Option<&'static Location<'static>>>, what: impl FnOnce(String) -> String) {
        note(at, || what(context::label(self.object)));
    }

    #[inline]
    #[track_caller]
    fn lock_and(&self, told: bool) -> MutexGuard<'_, T> {
        let here = Location::caller();
        let me = context::locking(self.object, here);
        let native = self.native.lock().unwrap_or_else(PoisonError::into_inner);
        context::locked(me, self.object, here);
        MutexGuard { native: Some(native), mutex: self, told }
    }

    /// Takes the mutex if nobody holds it.
    #[track_caller]
    pub fn try_lock(&self) -> Option<MutexGuard<'_, T>> {
        let here = Location::caller();
        let Ok(native) = operation(|| self.native.try_lock()) else {
            note(here, || format!("finds {} locked", context::label(self.object)));
            return None;
        };
        context::hold(self.object, here);
        let guard = MutexGuard { native: Some(native), mutex: self, told: true };
        note(here, || format!("locks {}", context::label(self.object)));
        if context::is_watched() {
            may_die(chance);
        }
        Some(guard)
    }
}

impl<T: Payload + Default> Default for Mutex<T> {
    #[track_caller]
    fn default() -> Self {
        Self::new(T::default())
    }
}

/// Holds a [`Mutex`] and gives its value.
pub struct MutexGuard<'a, T> {
    /// Taken out while waiting for a condition variable, and when the guard is dropped.
    pub(super) native: Option<native::sync::MutexGuard<'a, T>>,
    mutex: &'a Mutex<T>,
    /// Whether locking and unlocking it is a step of its own.
    told: bool,
}

impl<T> MutexGuard<'_, T> {
    /// The object that it holds.
    pub(super) fn object(&self) -> Object {
        self.mutex.object
    }

    #[inline]
    fn unlock(&mut self) {
        context::release(self.mutex.object);
        operation(|| self.native = None);
        if context::is_watched() {
            if self.told {
                note(None, || format!("unlocks {}", context::label(self.mutex.object)));
            }
            may_die(chance);
        }
    }

    /// Unlocks the mutex while `wait` runs, and takes it again. Both are told as one step before and one after, in these
    /// words.
    #[track_caller]
    pub(super) fn let_go(
        &mut self,
        before: impl FnOnce(String) -> String,
        wait: impl FnOnce(),
        after: impl FnOnce(String) -> String,
    ) {
        let here = Location::caller();
        let object = self.mutex.object;
        note(here, || before(context::label(object)));
        context::release(object);
        operation(|| self.native = None);
        wait();
        let me = context::locking(object, here);
        self.native = Some(self.mutex.native.lock().unwrap_or_else(PoisonError::into_inner));
        context::locked(me, object, here);
        note(here, || after(context::label(object)));
    }
}

pub(super) const HELD: &str = "a guard holds its mutex except inside `Condvar::wait`";

impl<T> Deref for MutexGuard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.native.as_ref().expect(HELD)
    }
}

impl<T> DerefMut for MutexGuard<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        self.native.as_mut().expect(HELD)
    }
}

impl<T> Drop for MutexGuard<'_, T> {
    #[inline]
    fn drop(&mut self) {
        if context::is_watched() && is_dying() {
            // Nobody unlocks what a process held that was killed.
            std::mem::forget(self.native.take());
        } else {
            self.unlock();
        }
    }
}

//! The checker's mutex and condition variable, with holders and waits noted.

use std::ops::{Deref, DerefMut};
use std::panic::Location;
use std::sync::PoisonError;

use super::super::native;
use super::Payload;
use crate::context::{self, Object, operation, waiting_for};
use crate::trace::note;
use crate::wait::{Label, WaitKind};

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
        let here = Location::caller();
        let guard = self.lock_and(true);
        if context::is_watched() {
            note(here, || format!("locks {}", context::label(self.object)));
        }
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
        note(here, || format!("locks {}", context::label(self.object)));
        Some(MutexGuard { native: Some(native), mutex: self, told: true })
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
    native: Option<native::sync::MutexGuard<'a, T>>,
    mutex: &'a Mutex<T>,
    /// Whether locking and unlocking it is a step of its own.
    told: bool,
}

const HELD: &str = "a guard holds its mutex except inside `Condvar::wait`";

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
        context::release(self.mutex.object);
        operation(|| self.native = None);
        if self.told && context::is_watched() {
            note(None, || format!("unlocks {}", context::label(self.mutex.object)));
        }
    }
}

/// Lets actors sleep until another actor tells them that something has changed.
pub struct Condvar {
    native: native::sync::Condvar,
    label: Label,
}

impl Condvar {
    /// A condition variable that nobody waits for.
    #[track_caller]
    pub fn new() -> Self {
        Condvar { native: native::sync::Condvar::new(), label: Label::unnamed("condition variable") }
    }

    /// A condition variable with a name for reports.
    #[track_caller]
    pub fn named(name: &'static str) -> Self {
        Condvar { native: native::sync::Condvar::new(), label: Label::named("condition variable", name) }
    }

    /// Releases the mutex, sleeps until notified (or woken without a reason), and takes the mutex again.
    #[track_caller]
    pub fn wait<T: Payload>(&self, guard: &mut MutexGuard<'_, T>) {
        self.wait_for(guard, WaitKind::Notification, self.label);
    }

    /// [`wait`](Self::wait) on behalf of an object that calls it something else in reports.
    #[track_caller]
    pub(crate) fn wait_for<T: Payload>(&self, guard: &mut MutexGuard<'_, T>, kind: WaitKind, label: Label) {
        let held = guard.native.take().expect(HELD);
        let here = Location::caller();
        note(here, || match kind {
            WaitKind::Item => format!("waits for an item in {label}"),
            WaitKind::Room => format!("waits for room in {label}"),
            _ => format!("unlocks {}, waits for {label}", context::label(guard.mutex.object)),
        });
        context::release(guard.mutex.object);
        let held = waiting_for(kind, label, here, || self.native.wait(held).unwrap_or_else(PoisonError::into_inner));
        context::hold(guard.mutex.object, here);
        if kind == WaitKind::Notification {
            note(here, || format!("is woken, locks {}", context::label(guard.mutex.object)));
        }
        guard.native = Some(held);
    }

    /// [`notify_one`](Self::notify_one) on behalf of an object that tells itself what it does.
    pub(crate) fn notify_one_quietly(&self) {
        operation(|| self.native.notify_one());
    }

    /// [`notify_all`](Self::notify_all) on behalf of an object that tells itself what it does.
    pub(crate) fn notify_all_quietly(&self) {
        operation(|| self.native.notify_all());
    }

    /// Wakes one of the actors that wait.
    #[track_caller]
    pub fn notify_one(&self) {
        operation(|| self.native.notify_one());
        note(Location::caller(), || format!("notifies one of {}", self.label));
    }

    /// Wakes every actor that waits.
    #[track_caller]
    pub fn notify_all(&self) {
        operation(|| self.native.notify_all());
        note(Location::caller(), || format!("notifies all of {}", self.label));
    }
}

impl Default for Condvar {
    #[track_caller]
    fn default() -> Self {
        Self::new()
    }
}

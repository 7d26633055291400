//! A mutex and a condition variable that know who holds and who waits.

use std::cell::UnsafeCell;
use std::marker::PhantomData;
use std::ops::{Deref, DerefMut};
use std::panic::Location;
use std::time::Duration;

use super::super::{Payload, Place, RawCondvar, RawLock};
use crate::seat::{self, Holder};
use crate::wait::{Label, WaitKind, WaitTimeoutResult};

/// A mutual exclusion lock around a value. It is not poisoned by a panic.
pub struct Mutex<T> {
    shared: Place<Shared<T>>,
    label: Label,
}

struct Shared<T> {
    lock: RawLock,
    holder: Holder,
    value: UnsafeCell<T>,
}

// SAFETY: the value is only reached through a guard, and there is one guard at a time; so sharing the mutex moves the
// value from actor to actor, which `T: Send` allows. The rest is atomics.
unsafe impl<T: Send> Sync for Shared<T> {}

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
        let shared = move || Shared { lock: RawLock::new(), holder: Holder::nobody(), value: UnsafeCell::new(value) };
        Mutex { shared: Place::new(shared), label }
    }

    /// Waits until nobody holds the mutex, and takes it until the guard is dropped.
    #[track_caller]
    #[inline]
    pub fn lock(&self) -> MutexGuard<'_, T> {
        if !self.shared.lock.try_lock() {
            let holder = Some(&self.shared.holder);
            seat::waiting(WaitKind::Lock, self.label, holder, Location::caller(), || self.shared.lock.lock());
        }
        self.taken(Location::caller())
    }

    /// [`lock`](Self::lock) on behalf of an object that is made of it.
    #[track_caller]
    #[inline]
    pub(crate) fn lock_quietly(&self) -> MutexGuard<'_, T> {
        self.lock()
    }

    /// Tells nobody what such an object does: that is for models.
    #[inline(always)]
    pub(crate) fn note(
        &self,
        _at: impl Into<Option<&'static Location<'static>>>,
        _what: impl FnOnce(String) -> String,
    ) {
    }

    /// Does what the drop of a part of such an object does: at once. In a model it may have to be done later.
    ///
    /// # Safety
    ///
    /// What `work` borrows stays where it is for as long as the mutex is there.
    #[inline(always)]
    pub(crate) unsafe fn on_drop<'a>(&'a self, work: impl FnOnce() + 'a) {
        work();
    }

    /// Takes the mutex if nobody holds it.
    #[track_caller]
    #[inline]
    pub fn try_lock(&self) -> Option<MutexGuard<'_, T>> {
        let here = Location::caller();
        self.shared.lock.try_lock().then(|| self.taken(here))
    }

    /// What is in the mutex, which nobody else has any more.
    #[inline]
    pub fn into_inner(self) -> T {
        self.shared.into_inner().value.into_inner()
    }

    /// What is in the mutex, which is borrowed by nobody else, and so need not be locked.
    #[inline]
    pub fn get_mut(&mut self) -> &mut T {
        // SAFETY: whoever holds a guard borrows the mutex, and only this does. A part of a state is never lent like this, so no
        // other process has it either.
        unsafe { &mut *self.shared.value.get() }
    }

    #[inline]
    fn taken(&self, at: &'static Location<'static>) -> MutexGuard<'_, T> {
        self.shared.holder.set(at);
        MutexGuard { mutex: self, not_send: PhantomData }
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
    mutex: &'a Mutex<T>,
    not_send: PhantomData<*const ()>,
}

impl<T> Deref for MutexGuard<'_, T> {
    type Target = T;

    #[inline]
    fn deref(&self) -> &T {
        // SAFETY: this guard holds the lock, so nobody else reaches the value.
        unsafe { &*self.mutex.shared.value.get() }
    }
}

impl<T> DerefMut for MutexGuard<'_, T> {
    #[inline]
    fn deref_mut(&mut self) -> &mut T {
        // SAFETY: this guard holds the lock, so nobody else reaches the value.
        unsafe { &mut *self.mutex.shared.value.get() }
    }
}

impl<T> Drop for MutexGuard<'_, T> {
    #[inline]
    fn drop(&mut self) {
        self.mutex.shared.holder.clear();
        // SAFETY: this guard holds the lock.
        unsafe { self.mutex.shared.lock.unlock() };
    }
}

/// Lets actors sleep until another actor tells them that something has changed.
pub struct Condvar {
    shared: Place<RawCondvar>,
    label: Label,
}

impl Condvar {
    /// A condition variable that nobody waits for.
    #[track_caller]
    pub fn new() -> Self {
        Condvar { shared: Place::new(RawCondvar::new), label: Label::unnamed("condition variable") }
    }

    /// A condition variable with a name for reports.
    #[track_caller]
    pub fn named(name: &'static str) -> Self {
        Condvar { shared: Place::new(RawCondvar::new), label: Label::named("condition variable", name) }
    }

    /// Releases the mutex, sleeps until notified (or woken without a reason), and takes the mutex again.
    #[track_caller]
    pub fn wait<T: Payload>(&self, guard: &mut MutexGuard<'_, T>) {
        self.wait_for(guard, WaitKind::Notification, self.label);
    }

    /// [`wait`](Self::wait)s for as long as `condition` holds, and does not if it does not hold to begin with.
    #[track_caller]
    pub fn wait_while<T: Payload>(&self, guard: &mut MutexGuard<'_, T>, mut condition: impl FnMut(&mut T) -> bool) {
        while condition(guard) {
            self.wait(guard);
        }
    }

    /// Like [`wait`](Self::wait), but for no longer than `timeout`.
    ///
    /// Whoever waits for a time is never stuck, so this is no part of any hang.
    #[track_caller]
    pub fn wait_timeout<T: Payload>(&self, guard: &mut MutexGuard<'_, T>, timeout: Duration) -> WaitTimeoutResult {
        let mutex = &guard.mutex.shared;
        mutex.holder.clear();
        // SAFETY: the guard says that the lock is held; `wait_timeout` returns with it held again.
        let woken = unsafe { self.shared.wait_timeout(&mutex.lock, timeout) };
        mutex.holder.set(Location::caller());
        WaitTimeoutResult::new(!woken)
    }

    /// [`wait`](Self::wait) on behalf of an object that calls it something else in reports.
    #[track_caller]
    pub(crate) fn wait_for<T: Payload>(&self, guard: &mut MutexGuard<'_, T>, kind: WaitKind, label: Label) {
        let mutex = &guard.mutex.shared;
        mutex.holder.clear();
        // SAFETY: the guard says that the lock is held; `wait` returns with it held again.
        let sleep = || unsafe { self.shared.wait(&mutex.lock) };
        seat::waiting(kind, label, None, Location::caller(), sleep);
        mutex.holder.set(Location::caller());
    }

    /// [`notify_one`](Self::notify_one) on behalf of an object that is made of it.
    pub(crate) fn notify_one_quietly(&self) {
        self.notify_one();
    }

    /// [`notify_all`](Self::notify_all) on behalf of an object that is made of it.
    pub(crate) fn notify_all_quietly(&self) {
        self.notify_all();
    }

    /// Wakes one of the actors that wait.
    pub fn notify_one(&self) {
        self.shared.notify_one();
    }

    /// Wakes every actor that waits.
    pub fn notify_all(&self) {
        self.shared.notify_all();
    }
}

impl Default for Condvar {
    #[track_caller]
    fn default() -> Self {
        Self::new()
    }
}

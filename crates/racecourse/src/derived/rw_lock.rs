//! A lock that many may hold to read, or one to write, made of a mutex and a condition variable.

use std::cell::UnsafeCell;
use std::marker::PhantomData;
use std::ops::{Deref, DerefMut};
use std::panic::Location;

use super::{Condvar, Mutex, Payload, Place};
use crate::wait::{Label, WaitKind};

/// A value that any number of actors may read at once, or one may change while nobody else has it. It is not poisoned by a
/// panic.
///
/// Nobody has priority: readers may come and go for as long as they like while a writer waits. The standard library
/// promises nothing of the kind either, not even that whoever reads may begin to read once more. Whoever reads and wants
/// to write has to let go first, or waits for itself.
///
/// What a process held that was killed stays held, as with a `Mutex`.
pub struct RwLock<T> {
    holders: Mutex<Holders>,
    freed: Condvar,
    value: Place<UnsafeCell<T>>,
    label: Label,
}

// SAFETY: the value is only reached through guards. Those who read do so at the same time, which `T: Sync` allows. Whoever
// writes is alone, so that sharing the lock moves the value from actor to actor, which `T: Send` allows. What the holders
// do is ordered by the mutex, which each of them takes before and after.
unsafe impl<T: Send + Sync> Sync for RwLock<T> {}

/// Who has the value, and how many actors sleep until they may have it. Counting the sleepers spares a notification that
/// nobody hears, and a model checker the executions that differ only in that.
#[derive(Clone, Copy)]
pub(crate) struct Holders {
    readers: u32,
    writes: bool,
    wanted: u32,
}

impl<T: Payload> RwLock<T> {
    /// A lock around `value` that nobody holds.
    #[track_caller]
    pub fn new(value: T) -> Self {
        Self::labelled(value, Label::unnamed("read-write lock"))
    }

    /// A lock with a name for reports.
    #[track_caller]
    pub fn named(name: &'static str, value: T) -> Self {
        Self::labelled(value, Label::named("read-write lock", name))
    }

    #[track_caller]
    fn labelled(value: T, label: Label) -> Self {
        RwLock {
            holders: Mutex::labelled(Holders { readers: 0, writes: false, wanted: 0 }, label),
            freed: Condvar::new(),
            value: Place::new(|| UnsafeCell::new(value)),
            label,
        }
    }

    /// Waits until nobody writes, and reads until the guard is dropped.
    #[track_caller]
    pub fn read(&self) -> RwLockReadGuard<'_, T> {
        let here = Location::caller();
        let mut holders = self.holders.lock_quietly();
        while holders.writes {
            holders.wanted += 1;
            self.freed.wait_for(&mut holders, WaitKind::Reading, self.label);
            holders.wanted -= 1;
        }
        self.begin_to_read(&mut holders, here)
    }

    /// Reads if nobody writes.
    #[track_caller]
    pub fn try_read(&self) -> Option<RwLockReadGuard<'_, T>> {
        let here = Location::caller();
        let mut holders = self.holders.lock_quietly();
        if holders.writes {
            self.holders.note(here, |name| format!("finds {name} taken"));
            return None;
        }
        Some(self.begin_to_read(&mut holders, here))
    }

    /// Waits until nobody reads or writes, and writes until the guard is dropped.
    #[track_caller]
    pub fn write(&self) -> RwLockWriteGuard<'_, T> {
        let here = Location::caller();
        let mut holders = self.holders.lock_quietly();
        while holders.writes || holders.readers > 0 {
            holders.wanted += 1;
            self.freed.wait_for(&mut holders, WaitKind::Writing, self.label);
            holders.wanted -= 1;
        }
        self.begin_to_write(&mut holders, here)
    }

    /// Writes if nobody reads or writes.
    #[track_caller]
    pub fn try_write(&self) -> Option<RwLockWriteGuard<'_, T>> {
        let here = Location::caller();
        let mut holders = self.holders.lock_quietly();
        if holders.writes || holders.readers > 0 {
            self.holders.note(here, |name| format!("finds {name} taken"));
            return None;
        }
        Some(self.begin_to_write(&mut holders, here))
    }

    /// What is in the lock, which nobody else has any more.
    pub fn into_inner(self) -> T {
        self.value.into_inner().into_inner()
    }

    /// What is in the lock, which is borrowed by nobody else, and so need not be held.
    pub fn get_mut(&mut self) -> &mut T {
        // SAFETY: whoever holds a guard borrows the lock, and only this does. A part of a state is never lent like this, so no
        // other process has it either.
        unsafe { &mut *self.value.get() }
    }

    fn begin_to_read(&self, holders: &mut Holders, at: &'static Location<'static>) -> RwLockReadGuard<'_, T> {
        // Guards that are forgotten read for ever, and nobody may be let in to write because they were too many to count.
        holders.readers = holders.readers.checked_add(1).expect("there are fewer readers than that");
        self.holders.note(at, |name| format!("takes {name} to read"));
        RwLockReadGuard { lock: self, not_send: PhantomData }
    }

    fn begin_to_write(&self, holders: &mut Holders, at: &'static Location<'static>) -> RwLockWriteGuard<'_, T> {
        holders.writes = true;
        self.holders.note(at, |name| format!("takes {name} to write"));
        RwLockWriteGuard { lock: self, not_send: PhantomData }
    }
}

impl<T> RwLock<T> {
    fn end_reading(&self) {
        let mut holders = self.holders.lock_quietly();
        holders.readers -= 1;
        self.holders.note(None, |name| format!("lets go of {name}"));
        // Only those sleep while somebody reads who want to write, and one of them at most gets to it now.
        if holders.readers == 0 && holders.wanted > 0 {
            self.freed.notify_one_quietly();
        }
    }

    fn end_writing(&self) {
        let mut holders = self.holders.lock_quietly();
        holders.writes = false;
        self.holders.note(None, |name| format!("lets go of {name}"));
        if holders.wanted > 0 {
            self.freed.notify_all_quietly();
        }
    }
}

impl<T: Payload + Default> Default for RwLock<T> {
    #[track_caller]
    fn default() -> Self {
        Self::new(T::default())
    }
}

/// Holds a [`RwLock`] to read, and gives its value.
#[must_use = "the lock is let go of at once unless the guard is held"]
pub struct RwLockReadGuard<'a, T> {
    lock: &'a RwLock<T>,
    not_send: PhantomData<*const ()>,
}

impl<T> Deref for RwLockReadGuard<'_, T> {
    type Target = T;

    #[inline]
    fn deref(&self) -> &T {
        // SAFETY: this guard is counted among the readers, so nobody writes.
        unsafe { &*self.lock.value.get() }
    }
}

impl<T> Drop for RwLockReadGuard<'_, T> {
    fn drop(&mut self) {
        let lock = self.lock;
        // SAFETY: what is borrowed contains the mutex. It stays where it is: the guard has just borrowed it, and while a
        // thread unwinds, nothing but destructors run on it.
        unsafe { lock.holders.on_drop(move || lock.end_reading()) };
    }
}

/// Holds a [`RwLock`] to write, and gives its value.
#[must_use = "the lock is let go of at once unless the guard is held"]
pub struct RwLockWriteGuard<'a, T> {
    lock: &'a RwLock<T>,
    not_send: PhantomData<*const ()>,
}

impl<T> Deref for RwLockWriteGuard<'_, T> {
    type Target = T;

    #[inline]
    fn deref(&self) -> &T {
        // SAFETY: this guard is the only one there is.
        unsafe { &*self.lock.value.get() }
    }
}

impl<T> DerefMut for RwLockWriteGuard<'_, T> {
    #[inline]
    fn deref_mut(&mut self) -> &mut T {
        // SAFETY: this guard is the only one there is, and is borrowed by nobody else.
        unsafe { &mut *self.lock.value.get() }
    }
}

impl<T> Drop for RwLockWriteGuard<'_, T> {
    fn drop(&mut self) {
        let lock = self.lock;
        // SAFETY: as for a guard that reads.
        unsafe { lock.holders.on_drop(move || lock.end_writing()) };
    }
}

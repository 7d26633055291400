//! The checker's mutex and condition variable, with holders and waits noted.

use std::marker::PhantomData;
use std::mem::ManuallyDrop;
use std::ops::{Deref, DerefMut};
use std::panic::Location;
use std::ptr::{self, NonNull};
use std::sync::{PoisonError, TryLockError};

use super::super::{chance, native};
use super::Payload;
use crate::context::{self, Object, operation};
use crate::injection::{is_dying, may_die};
use crate::panics;
use crate::trace::note;
use crate::wait::Label;

/// Whether the checker's mutex is poisoned by a panic and stays so: loom's is, and then panics whenever it is locked. So
/// a thread that has panicked lets go of what it holds only when it has unwound, and is panicking no more. Nobody else
/// may run before either, because what others let go of meanwhile would be poisoned too; so what is dropped with the
/// thread's stack does nothing before, either.
const POISONED_FOR_GOOD: bool = matches!(super::super::BACKEND, crate::about::Backend::Loom);

/// A mutual exclusion lock around a value. It is not poisoned by a panic.
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

    /// Does what the drop of a part of such an object does: at once, or, if the thread unwinds, when it has unwound. A
    /// process that is killed does nothing any more.
    ///
    /// # Safety
    ///
    /// What `work` borrows stays where it is for as long as the mutex is there.
    #[inline]
    pub(crate) unsafe fn on_drop<'a>(&'a self, work: impl FnOnce() + 'a) {
        if context::is_watched() && is_dying() {
            return;
        }
        if POISONED_FOR_GOOD && panics::unwinds() {
            // SAFETY: passed on from the caller.
            unsafe { postpone(self.object, None, Box::new(work)) };
        } else {
            work();
        }
    }

    #[inline]
    #[track_caller]
    fn lock_and(&self, told: bool) -> MutexGuard<'_, T> {
        let here = Location::caller();
        if let Some(guard) = self.lent(told) {
            return guard;
        }
        let me = context::locking(self.object, here);
        let native = self.native.lock().unwrap_or_else(PoisonError::into_inner);
        context::locked(me, self.object, here);
        MutexGuard {
            native: Some(native),
            lent: None,
            mutex: self,
            told,
            unwinding: POISONED_FOR_GOOD && panics::unwinds(),
            not_send: PhantomData,
        }
    }

    /// The mutex that the acting thread keeps until it has unwound, and that it has let go of as far as it knows.
    fn lent(&self, told: bool) -> Option<MutexGuard<'_, T>> {
        if !(POISONED_FOR_GOOD && panics::unwinds()) {
            return None;
        }
        let lent = Some(panics::borrow(self.object.number())?.cast());
        Some(MutexGuard { native: None, lent, mutex: self, told, unwinding: true, not_send: PhantomData })
    }

    /// Takes the mutex if nobody holds it.
    #[track_caller]
    pub fn try_lock(&self) -> Option<MutexGuard<'_, T>> {
        let here = Location::caller();
        if let Some(guard) = self.lent(true) {
            return Some(guard);
        }
        let native = match operation(|| self.native.try_lock()) {
            Ok(native) => native,
            Err(TryLockError::Poisoned(poisoned)) => poisoned.into_inner(),
            Err(TryLockError::WouldBlock) => {
                note(here, || format!("finds {} locked", context::label(self.object)));
                return None;
            }
        };
        context::hold(self.object, here);
        let unwinding = POISONED_FOR_GOOD && panics::unwinds();
        let guard =
            MutexGuard { native: Some(native), lent: None, mutex: self, told: true, unwinding, not_send: PhantomData };
        note(here, || format!("locks {}", context::label(self.object)));
        if context::is_watched() {
            may_die(chance);
        }
        Some(guard)
    }

    /// What is in the mutex, which nobody else has any more.
    pub fn into_inner(self) -> T {
        let mut gone = ManuallyDrop::new(self);
        gone.is_gone();
        // SAFETY: `gone` is neither used after this nor dropped, so there is one owner of the checker's mutex at a time; the
        // other field is a number.
        let native = unsafe { ptr::read(&raw const gone.native) };
        native.into_inner().unwrap_or_else(PoisonError::into_inner)
    }

    /// What is in the mutex, which is borrowed by nobody else, and so need not be locked.
    pub fn get_mut(&mut self) -> &mut T {
        self.native.get_mut().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<T> Mutex<T> {
    /// Nobody can have it any more.
    fn is_gone(&mut self) {
        if POISONED_FOR_GOOD {
            panics::forget(self.object.number());
        }
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
    /// The value, if the thread that unwinds keeps the mutex, and takes it again meanwhile.
    lent: Option<NonNull<T>>,
    mutex: &'a Mutex<T>,
    /// Whether locking and unlocking it is a step of its own.
    told: bool,
    /// Whether it was taken by a thread that unwinds.
    unwinding: bool,
    /// Neither may be sent nor shared, as on the other backends: nobody is to tell by that where they are.
    not_send: PhantomData<*const ()>,
}

impl<T> MutexGuard<'_, T> {
    /// The object that it holds.
    pub(super) fn object(&self) -> Object {
        self.mutex.object
    }

    /// Unlocks the mutex while `wait` runs, and takes it again. Both are told as one step before and one after, in these
    /// words.
    #[track_caller]
    pub(super) fn step_out(
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
        match self.lent {
            // SAFETY: the mutex is there and kept, and its value is lent to nobody but this guard.
            Some(value) => unsafe { value.as_ref() },
            None => self.native.as_ref().expect(HELD),
        }
    }
}

impl<T> DerefMut for MutexGuard<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        match &mut self.lent {
            // SAFETY: as above, and this guard is borrowed by nobody else.
            Some(value) => unsafe { value.as_mut() },
            None => self.native.as_mut().expect(HELD),
        }
    }
}

impl<T> Drop for Mutex<T> {
    fn drop(&mut self) {
        self.is_gone();
    }
}

/// Does something when the acting thread, which has panicked, has unwound.
///
/// # Safety
///
/// What `work` borrows stays where it is for as long as the mutex is there.
unsafe fn postpone<'a>(object: Object, value: Option<NonNull<()>>, work: Box<dyn FnOnce() + 'a>) {
    // SAFETY: only the lifetime changes. The work is forgotten when the mutex goes away, or the execution ends.
    let work = unsafe { std::mem::transmute::<Box<dyn FnOnce() + 'a>, Box<dyn FnOnce() + 'static>>(work) };
    panics::postpone(object.number(), value, work);
}

/// A guard that lets go of its mutex.
fn let_go<T>(native: Option<native::sync::MutexGuard<'_, T>>, object: Object, told: bool) {
    context::release(object);
    operation(|| drop(native));
    if context::is_watched() {
        if told {
            note(None, || format!("unlocks {}", context::label(object)));
        }
        may_die(chance);
    }
}

impl<T> MutexGuard<'_, T> {
    /// Holds the mutex until the thread has unwound.
    #[cold]
    fn keep(&mut self) {
        let (mut native, object, told) = (self.native.take(), self.mutex.object, self.told);
        let value = native.as_mut().map(|native| NonNull::from(&mut **native).cast());
        // SAFETY: what is borrowed is the mutex, and it stays where it is: a guard has just borrowed it, and while a
        // thread unwinds, nothing but destructors run on it.
        unsafe { postpone(object, value, Box::new(move || let_go(native, object, told))) };
    }
}

impl<T> Drop for MutexGuard<'_, T> {
    #[inline]
    fn drop(&mut self) {
        if context::is_watched() && is_dying() {
            // Nobody unlocks what a process held that was killed.
            std::mem::forget(self.native.take());
            return;
        }
        if POISONED_FOR_GOOD && self.lent.is_some() {
            return panics::give_back(self.mutex.object.number());
        }
        if POISONED_FOR_GOOD && !self.unwinding && panics::unwinds() {
            return self.keep();
        }
        let_go(self.native.take(), self.mutex.object, self.told);
    }
}

//! Atomics: the checker's, with every operation counted.

pub use std::sync::atomic::Ordering;

use std::fmt::Display;
use std::panic::Location;

use super::super::{chance, native, unexplored};
use crate::context::{self, is_watched, operation};
use crate::injection::{self, Injection, may_die};
use crate::mending::{self, Stores};
use crate::races::{exchanged, fenced, loaded, stored};
use crate::trace::{age, note, note_written};
use crate::wait::Label;

/// An atomic fence.
#[track_caller]
pub fn fence(order: Ordering) {
    operation(|| native::sync::atomic::fence(order));
    if is_watched() {
        fenced(order);
        note(Location::caller(), || format!("fence ({order:?})"));
    }
}

/// What every access to an atomic touches, where all of them are to be conflicts: loom's reduction remembers one access
/// to each atomic, so that a thread's own load hides another thread's from its next store. Of a condition variable that
/// nobody waits for, a notification does nothing but conflict with every other.
struct Conflict(Box<native::sync::Condvar>);

impl Conflict {
    #[track_caller]
    fn make() -> Option<Self> {
        context::makes_atomic().then(|| Conflict(Box::new(native::sync::Condvar::new())))
    }

    #[track_caller]
    fn touch(&self) {
        self.0.notify_one();
    }
}

/// A value was read. These are not inlined: they are only called where somebody watches.
#[cold]
fn tell_load(
    address: usize,
    label: Label,
    value: impl Display + Copy,
    order: Ordering,
    at: &'static Location<'static>,
) {
    loaded(address, order);
    note(at, || format!("{label} → {value}{}", age(address, value)));
    may_die(chance);
}

/// A value was written.
#[cold]
fn tell_store(
    address: usize,
    label: Label,
    value: impl Display + Copy,
    order: Ordering,
    at: &'static Location<'static>,
) {
    stored(address, order);
    note_written(address, value);
    note(at, || format!("{label} ← {value}"));
    may_die(chance);
}

/// A value was read and another one written, in one step.
#[cold]
fn tell_exchange(
    address: usize,
    label: Label,
    [before, after]: [impl Display + Copy; 2],
    order: Ordering,
    at: &'static Location<'static>,
) {
    exchanged(address, order);
    note_written(address, after);
    note(at, || format!("{label} ← {after}, was {before}"));
    may_die(chance);
}

macro_rules! atomic {
    ($name:ident, $value:ty) => {
        #[doc = concat!("An atomic `", stringify!($value), "` that the actors share.")]
        pub struct $name {
            native: native::sync::atomic::$name,
            conflict: Option<Conflict>,
            label: Label,
        }

        impl $name {
            /// An atomic that holds `value`.
            #[track_caller]
            pub fn new(value: $value) -> Self {
                Self::labelled(value, Label::unnamed("atomic"))
            }

            /// An atomic with a name for reports.
            #[track_caller]
            pub fn named(name: &'static str, value: $value) -> Self {
                Self::labelled(value, Label::named("atomic", name))
            }

            /// Does an operation with the checker's atomic, once the checker has noticed that there is an access.
            #[inline]
            #[track_caller]
            fn access<R>(&self, order: Ordering, act: impl FnOnce(&native::sync::atomic::$name) -> R) -> R {
                let fences = mending::about(order);
                operation(|| {
                    if let Some(conflict) = &self.conflict {
                        conflict.touch();
                    }
                    if fences.before {
                        native::sync::atomic::fence(order);
                    }
                    let result = act(&self.native);
                    if fences.after {
                        native::sync::atomic::fence(order);
                    }
                    result
                })
            }

            /// What tells it from the others of the same execution.
            #[inline]
            fn address(&self) -> usize {
                (&raw const *self).addr()
            }

            #[track_caller]
            fn labelled(value: $value, label: Label) -> Self {
                $name { native: native::sync::atomic::$name::new(value), conflict: Conflict::make(), label }
            }

            /// Reads the value.
            #[inline]
            #[track_caller]
            pub fn load(&self, order: Ordering) -> $value {
                let value = self.access(order, |native| native.load(order));
                if is_watched() {
                    tell_load(self.address(), self.label, value, order, Location::caller());
                }
                value
            }

            /// The value, which nobody else has any more.
            #[inline]
            #[track_caller]
            pub fn into_inner(self) -> $value {
                self.load(Ordering::Relaxed)
            }

            /// Writes the value.
            #[inline]
            #[track_caller]
            pub fn store(&self, value: $value, order: Ordering) {
                self.access(order, |native| match mending::stores(order) {
                    Stores::Plain => native.store(value, order),
                    // A store receives nothing.
                    Stores::Exchange => _ = native.swap(value, Ordering::Release),
                    Stores::Look | Stores::ExchangeOrLook => {
                        native.fetch_or(<$value>::default(), Ordering::Relaxed);
                        unexplored(|| native.store(value, order));
                    }
                });
                if is_watched() {
                    tell_store(self.address(), self.label, value, order, Location::caller());
                }
            }

            /// Writes the value and returns the one before.
            #[inline]
            #[track_caller]
            pub fn swap(&self, value: $value, order: Ordering) -> $value {
                let before = self.access(order, |native| native.swap(value, order));
                if is_watched() {
                    tell_exchange(self.address(), self.label, [before, value], order, Location::caller());
                }
                before
            }

            /// Writes `new` if the value is `current`; returns the value before, as `Err` if it was another.
            #[inline]
            #[track_caller]
            pub fn compare_exchange(
                &self,
                current: $value,
                new: $value,
                success: Ordering,
                failure: Ordering,
            ) -> Result<$value, $value> {
                let result = self.access(success, |native| native.compare_exchange(current, new, success, failure));
                if is_watched() {
                    let (address, at) = (self.address(), Location::caller());
                    match result {
                        Ok(before) => tell_exchange(address, self.label, [before, new], success, at),
                        Err(other) => tell_load(address, self.label, other, failure, at),
                    }
                }
                result
            }

            /// [`compare_exchange`](Self::compare_exchange) that may fail although the value is `current`.
            #[track_caller]
            pub fn compare_exchange_weak(
                &self,
                current: $value,
                new: $value,
                success: Ordering,
                failure: Ordering,
            ) -> Result<$value, $value> {
                if injection::happens(Injection::WeakFailures, chance) {
                    note(Location::caller(), || format!("fails to change {} for no reason", self.label));
                    return Err(self.load(failure));
                }
                self.compare_exchange(current, new, success, failure)
            }

            /// Writes what `update` makes of the value, and asks it again if somebody else has come in between; returns the
            /// value before, as `Err` if `update` has made nothing of it.
            #[track_caller]
            pub fn fetch_update<F>(&self, success: Ordering, failure: Ordering, mut update: F) -> Result<$value, $value>
            where
                F: FnMut($value) -> Option<$value>,
            {
                let mut seen = self.load(failure);
                while let Some(new) = update(seen) {
                    match self.compare_exchange(seen, new, success, failure) {
                        Ok(before) => return Ok(before),
                        Err(other) => seen = other,
                    }
                }
                Err(seen)
            }
        }

        impl Default for $name {
            #[track_caller]
            fn default() -> Self {
                Self::new(<$value>::default())
            }
        }
    };
}

/// Operations that make one value of two: what each does, its name, and what it makes of the value before and the one that
/// it is given.
macro_rules! atomic_operations {
    ($name:ident, $value:ty: $($what:literal $method:ident $make:expr;)*) => {
        impl $name {
            $(
                #[doc = $what]
                #[inline]
                #[track_caller]
                pub fn $method(&self, value: $value, order: Ordering) -> $value {
                    let before = self.access(order, |native| native.$method(value, order));
                    if is_watched() {
                        let make: fn($value, $value) -> $value = $make;
                        let values = [before, make(before, value)];
                        tell_exchange(self.address(), self.label, values, order, Location::caller());
                    }
                    before
                }
            )*
        }
    };
}

macro_rules! atomic_bits {
    ($name:ident, $value:ty) => {
        atomic_operations! { $name, $value:
            "Keeps only what both have, bit by bit, and returns the value before."
            fetch_and |before, value| before & value;
            "Adds what the other one has, bit by bit, and returns the value before."
            fetch_or |before, value| before | value;
            "Turns over what the other one has, bit by bit, and returns the value before."
            fetch_xor |before, value| before ^ value;
        }
    };
}

macro_rules! atomic_number {
    ($name:ident, $value:ty) => {
        atomic!($name, $value);
        atomic_bits!($name, $value);
        atomic_operations! { $name, $value:
            "Adds, wrapping around, and returns the value before."
            fetch_add |before, value| before.wrapping_add(value);
            "Subtracts, wrapping around, and returns the value before."
            fetch_sub |before, value| before.wrapping_sub(value);
            "Writes the value if it is the larger one, and returns the value before."
            fetch_max |before, value| before.max(value);
            "Writes the value if it is the smaller one, and returns the value before."
            fetch_min |before, value| before.min(value);
        }
    };
}

atomic!(AtomicBool, bool);
atomic_bits!(AtomicBool, bool);
atomic_number!(AtomicI32, i32);
atomic_number!(AtomicI64, i64);
atomic_number!(AtomicU8, u8);
atomic_number!(AtomicU32, u32);
atomic_number!(AtomicU64, u64);
atomic_number!(AtomicUsize, usize);

impl AtomicBool {
    /// Turns the value over, and returns the one before.
    #[inline]
    #[track_caller]
    pub fn fetch_not(&self, order: Ordering) -> bool {
        self.fetch_xor(true, order)
    }
}

//! Atomics: the checker's, with every operation counted.

pub use std::sync::atomic::Ordering;

use super::super::native;
use crate::context::operation;

/// An atomic fence.
#[track_caller]
pub fn fence(order: Ordering) {
    operation(|| native::sync::atomic::fence(order));
}

macro_rules! atomic {
    ($name:ident, $value:ty) => {
        #[doc = concat!("An atomic `", stringify!($value), "` that the actors share.")]
        pub struct $name(native::sync::atomic::$name);

        impl $name {
            /// An atomic that holds `value`.
            #[track_caller]
            pub fn new(value: $value) -> Self {
                $name(native::sync::atomic::$name::new(value))
            }

            /// An atomic with a name for reports.
            #[track_caller]
            pub fn named(_name: &'static str, value: $value) -> Self {
                Self::new(value)
            }

            /// Reads the value.
            #[inline]
            #[track_caller]
            pub fn load(&self, order: Ordering) -> $value {
                operation(|| self.0.load(order))
            }

            /// Writes the value.
            #[inline]
            #[track_caller]
            pub fn store(&self, value: $value, order: Ordering) {
                operation(|| self.0.store(value, order))
            }

            /// Writes the value and returns the one before.
            #[inline]
            #[track_caller]
            pub fn swap(&self, value: $value, order: Ordering) -> $value {
                operation(|| self.0.swap(value, order))
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
                operation(|| self.0.compare_exchange(current, new, success, failure))
            }
        }
    };
}

macro_rules! atomic_arithmetic {
    ($name:ident, $value:ty) => {
        impl $name {
            /// Adds, wrapping around, and returns the value before.
            #[inline]
            #[track_caller]
            pub fn fetch_add(&self, value: $value, order: Ordering) -> $value {
                operation(|| self.0.fetch_add(value, order))
            }

            /// Subtracts, wrapping around, and returns the value before.
            #[inline]
            #[track_caller]
            pub fn fetch_sub(&self, value: $value, order: Ordering) -> $value {
                operation(|| self.0.fetch_sub(value, order))
            }
        }
    };
}

atomic!(AtomicBool, bool);
atomic!(AtomicU32, u32);
atomic!(AtomicU64, u64);
atomic_arithmetic!(AtomicU32, u32);
atomic_arithmetic!(AtomicU64, u64);

//! Atomics: std's, in the place where the backend keeps shared things.

pub use std::sync::atomic::{Ordering, fence};

use super::super::Place;

macro_rules! atomic {
    ($name:ident, $value:ty) => {
        #[doc = concat!("An atomic `", stringify!($value), "` that the actors share.")]
        pub struct $name(Place<std::sync::atomic::$name>);

        impl $name {
            /// An atomic that holds `value`.
            #[inline]
            pub fn new(value: $value) -> Self {
                $name(Place::new(|| std::sync::atomic::$name::new(value)))
            }

            /// An atomic with a name for reports.
            #[inline]
            pub fn named(_name: &'static str, value: $value) -> Self {
                Self::new(value)
            }

            /// Reads the value.
            #[inline]
            pub fn load(&self, order: Ordering) -> $value {
                self.0.load(order)
            }

            /// Writes the value.
            #[inline]
            pub fn store(&self, value: $value, order: Ordering) {
                self.0.store(value, order)
            }

            /// Writes the value and returns the one before.
            #[inline]
            pub fn swap(&self, value: $value, order: Ordering) -> $value {
                self.0.swap(value, order)
            }

            /// Writes `new` if the value is `current`; returns the value before, as `Err` if it was another.
            #[inline]
            pub fn compare_exchange(
                &self,
                current: $value,
                new: $value,
                success: Ordering,
                failure: Ordering,
            ) -> Result<$value, $value> {
                self.0.compare_exchange(current, new, success, failure)
            }

            /// [`compare_exchange`](Self::compare_exchange) that may fail although the value is `current`.
            #[inline]
            pub fn compare_exchange_weak(
                &self,
                current: $value,
                new: $value,
                success: Ordering,
                failure: Ordering,
            ) -> Result<$value, $value> {
                self.0.compare_exchange_weak(current, new, success, failure)
            }
        }

        impl Default for $name {
            fn default() -> Self {
                Self::new(<$value>::default())
            }
        }
    };
}

macro_rules! atomic_arithmetic {
    ($name:ident, $value:ty) => {
        impl $name {
            /// Adds, wrapping around, and returns the value before.
            #[inline]
            pub fn fetch_add(&self, value: $value, order: Ordering) -> $value {
                self.0.fetch_add(value, order)
            }

            /// Subtracts, wrapping around, and returns the value before.
            #[inline]
            pub fn fetch_sub(&self, value: $value, order: Ordering) -> $value {
                self.0.fetch_sub(value, order)
            }
        }
    };
}

atomic!(AtomicBool, bool);
atomic!(AtomicU32, u32);
atomic!(AtomicU64, u64);
atomic_arithmetic!(AtomicU32, u32);
atomic_arithmetic!(AtomicU64, u64);

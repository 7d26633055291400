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

            /// The value, which nobody else has any more.
            #[inline]
            pub fn into_inner(self) -> $value {
                self.load(Ordering::Relaxed)
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

            /// Writes what `update` makes of the value, and asks it again if somebody else has come in between; returns the
            /// value before, as `Err` if `update` has made nothing of it.
            #[inline]
            pub fn fetch_update<F>(&self, success: Ordering, failure: Ordering, update: F) -> Result<$value, $value>
            where
                F: FnMut($value) -> Option<$value>,
            {
                self.0.fetch_update(success, failure, update)
            }
        }

        impl Default for $name {
            fn default() -> Self {
                Self::new(<$value>::default())
            }
        }
    };
}

/// Operations that make one value of two: what each does, and its name.
macro_rules! atomic_operations {
    ($name:ident, $value:ty: $($what:literal $method:ident;)*) => {
        impl $name {
            $(
                #[doc = $what]
                #[inline]
                pub fn $method(&self, value: $value, order: Ordering) -> $value {
                    self.0.$method(value, order)
                }
            )*
        }
    };
}

macro_rules! atomic_bits {
    ($name:ident, $value:ty) => {
        atomic_operations! { $name, $value:
            "Keeps only what both have, bit by bit, and returns the value before." fetch_and;
            "Adds what the other one has, bit by bit, and returns the value before." fetch_or;
            "Turns over what the other one has, bit by bit, and returns the value before." fetch_xor;
        }
    };
}

macro_rules! atomic_number {
    ($name:ident, $value:ty) => {
        atomic!($name, $value);
        atomic_bits!($name, $value);
        atomic_operations! { $name, $value:
            "Adds, wrapping around, and returns the value before." fetch_add;
            "Subtracts, wrapping around, and returns the value before." fetch_sub;
            "Writes the value if it is the larger one, and returns the value before." fetch_max;
            "Writes the value if it is the smaller one, and returns the value before." fetch_min;
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
    pub fn fetch_not(&self, order: Ordering) -> bool {
        self.0.fetch_not(order)
    }
}

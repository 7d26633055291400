//! What the types of `sync` look like in `Debug` text: their names, and nothing of what is inside. To look there would be an
//! operation that no model checker sees.

macro_rules! opaque {
    ($($([$($generics:tt)*])? $name:literal $type:ty;)*) => {$(
        impl$(<$($generics)*>)? std::fmt::Debug for $type {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.debug_struct($name).finish_non_exhaustive()
            }
        }
    )*};
}

/// Guards show the value that they give.
macro_rules! shows_value {
    ($($type:ident)*) => {$(
        impl<T: std::fmt::Debug> std::fmt::Debug for $type<'_, T> {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                std::fmt::Debug::fmt(&**self, formatter)
            }
        }
    )*};
}

/// The types of a backend, which are in scope.
macro_rules! backend {
    () => {
        $crate::opaque::opaque! {
            "AtomicBool" AtomicBool;
            "AtomicI32" AtomicI32;
            "AtomicI64" AtomicI64;
            "AtomicU8" AtomicU8;
            "AtomicU32" AtomicU32;
            "AtomicU64" AtomicU64;
            "AtomicUsize" AtomicUsize;
            "Barrier" Barrier;
            "Condvar" Condvar;
            "FileLock" FileLock;
            "FileLockGuard" FileLockGuard<'_>;
            [T] "JoinHandle" JoinHandle<T>;
            "LockFile" LockFile<'_>;
            [T] "Mutex" Mutex<T>;
            "Permit" Permit<'_>;
            "Pipe" Pipe;
            [T, const N: usize] "Queue" Queue<T, N>;
            [T] "RwLock" RwLock<T>;
            "Scope" thread::Scope<'_, '_>;
            [T] "ScopedJoinHandle" thread::ScopedJoinHandle<'_, T>;
            "Semaphore" Semaphore;
            [T] "Value" Value<T>;
        }
        $crate::opaque::shows_value! { MutexGuard RwLockReadGuard RwLockWriteGuard }
    };
}

/// The ends of its channels.
macro_rules! channels {
    () => {
        $crate::opaque::opaque! {
            [T: Send] "Receiver" channel::Receiver<T>;
            [T: Send] "Sender" channel::Sender<T>;
        }
    };
}

pub(crate) use {backend, channels, opaque, shows_value};

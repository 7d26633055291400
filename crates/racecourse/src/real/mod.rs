//! What `threads` and `processes` have in common. Compiled once for each: `Place` says where an object's shared part
//! lives, `Payload` what may be inside, and `RawLock` and `RawCondvar` what blocks.

mod atomic;
mod cell;
mod file_lock;
mod mutex;
pub mod pipe;
pub mod thread;

pub use atomic::{AtomicBool, AtomicI32, AtomicI64, AtomicU8, AtomicU32, AtomicU64, AtomicUsize, Ordering, fence};
pub use cell::UnsafeCell;
pub use file_lock::{FileLock, FileLockGuard, LockFile};
pub use mutex::{Condvar, Mutex, MutexGuard};
pub use pipe::Pipe;
pub use thread::{JoinHandle, is_spawned, scope, spawn};

pub use crate::wait::WaitTimeoutResult;

/// Tells the processor, and the scheduler, that the caller is waiting for another actor.
#[inline]
pub fn spin_loop() {
    std::hint::spin_loop();
}

/// Lets another actor run.
#[inline]
pub fn yield_now() {
    std::thread::yield_now();
}

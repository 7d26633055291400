//! What `loom` and `shuttle` have in common: their types, wrapped so that every operation is counted and every wait is
//! known. Compiled once for each, with its crate in scope as `native`.

mod atomic;
mod cell;
mod condvar;
mod file_lock;
mod mutex;
mod pipe;
pub mod thread;

use std::panic::Location;

use crate::context;

pub use atomic::{AtomicBool, AtomicI32, AtomicI64, AtomicU8, AtomicU32, AtomicU64, AtomicUsize, Ordering, fence};
pub use cell::UnsafeCell;
pub use condvar::Condvar;
pub use file_lock::{FileLock, FileLockGuard, LockFile};
pub use mutex::{Mutex, MutexGuard};
pub use pipe::Pipe;
pub use thread::{JoinHandle, is_spawned, scope, spawn};

pub use crate::wait::WaitTimeoutResult;

/// What may be inside a lock: in a model, anything. With something that may not move between threads, the lock may not be
/// shared.
pub trait Payload {}

impl<T> Payload for T {}

/// Tells the scheduler that the caller is waiting for another actor.
#[track_caller]
pub fn spin_loop() {
    yield_now();
}

/// Lets another actor run.
#[track_caller]
pub fn yield_now() {
    if context::ignores_yield() {
        return;
    }
    context::note_yield();
    context::operation(super::native::thread::yield_now);
    crate::trace::note_gives_way(Location::caller());
}

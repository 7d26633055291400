//! A model of a lock file: a mutex, with opening and locking kept apart. The file system, and the kernel's release of
//! the lock when its owner dies, are left out.

use super::mutex::{Mutex, MutexGuard};
use crate::context::operation;
use crate::wait::Label;

/// A lock file that is agreed upon, and not yet opened.
pub struct FileLock {
    lock: Mutex<()>,
}

impl FileLock {
    /// A lock file with a name for reports.
    #[track_caller]
    pub fn named(name: &'static str) -> Self {
        FileLock { lock: Mutex::labelled((), Label::named("lock file", name)) }
    }

    /// Opens the file. That alone locks nothing.
    pub fn open(&self) -> LockFile<'_> {
        operation(|| LockFile { lock: self })
    }
}

/// A lock file that is open.
pub struct LockFile<'a> {
    lock: &'a FileLock,
}

impl LockFile<'_> {
    /// Waits until nobody holds the lock, and takes it until the guard is dropped.
    #[track_caller]
    pub fn lock(&self) -> FileLockGuard<'_> {
        FileLockGuard { _held: self.lock.lock.lock() }
    }
}

/// Holds a [`FileLock`].
pub struct FileLockGuard<'a> {
    _held: MutexGuard<'a, ()>,
}

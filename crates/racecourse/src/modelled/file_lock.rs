//! A model of a lock file: a mutex, with opening and locking kept apart, that is unlocked when its holder dies. The file
//! system is left out.

use super::super::chance;
use super::mutex::{Mutex, MutexGuard};
use crate::context::{is_watched, operation};
use crate::injection::{is_dying, may_die};
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
        let guard = FileLockGuard { held: self.lock.lock.lock_alive() };
        if is_watched() {
            may_die(chance);
        }
        guard
    }
}

/// Holds a [`FileLock`].
pub struct FileLockGuard<'a> {
    held: MutexGuard<'a, ()>,
}

impl Drop for FileLockGuard<'_> {
    fn drop(&mut self) {
        // Otherwise the guard inside does it.
        if is_dying() {
            self.held.unlock_by_kernel();
        }
    }
}

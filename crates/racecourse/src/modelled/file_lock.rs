//! A model of a lock file: a mutex, with opening and locking kept apart, that is unlocked when its holder dies. The file
//! system is left out.

use std::marker::PhantomData;
use std::sync::Arc;

use super::super::chance;
use super::mutex::{Mutex, MutexGuard};
use crate::context::{is_watched, operation};
use crate::injection::{self, may_die};
use crate::wait::Label;

/// A lock file that is agreed upon, and not yet opened.
pub struct FileLock {
    lock: Arc<Mutex<()>>,
}

impl Default for FileLock {
    #[track_caller]
    fn default() -> Self {
        Self::new()
    }
}

impl FileLock {
    /// A lock file without a name.
    #[track_caller]
    pub fn new() -> Self {
        Self::labelled(Label::unnamed("lock file"))
    }

    /// A lock file with a name for reports.
    #[track_caller]
    pub fn named(name: &'static str) -> Self {
        Self::labelled(Label::named("lock file", name))
    }

    fn labelled(label: Label) -> Self {
        FileLock { lock: Arc::new(Mutex::labelled((), label)) }
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
        let lock = Arc::clone(&self.lock.lock);
        // SAFETY: the mutex stays where it is for as long as there is this `Arc`, which is kept together with the guard
        // and dropped after it.
        let mutex: &'static Mutex<()> = unsafe { &*Arc::as_ptr(&lock) };
        let held = Held { _guard: mutex.lock_alive(), _lock: lock };
        let guard = FileLockGuard { held: Some(held), file: PhantomData };
        if is_watched() {
            may_die(chance);
        }
        guard
    }
}

/// Holds a [`FileLock`].
pub struct FileLockGuard<'a> {
    held: Option<Held>,
    file: PhantomData<&'a LockFile<'a>>,
}

/// In the order in which they are to be dropped.
struct Held {
    _guard: MutexGuard<'static, ()>,
    _lock: Arc<Mutex<()>>,
}

impl Drop for FileLockGuard<'_> {
    fn drop(&mut self) {
        let held = self.held.take();
        if is_watched() && injection::is_dying() {
            // The kernel unlocks it, once the process is gone.
            injection::after_death(Box::new(move || drop(held)));
        }
    }
}

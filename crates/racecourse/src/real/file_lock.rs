//! A lock file: opened by path, locked in the kernel, released by the kernel when its owner dies.
//!
//! Each lock is one byte of the run's lock file, so that a thousand states need no thousand files. The lock belongs to
//! the open file description (`F_OFD_SETLKW`, see fcntl(2)), so it works between threads as it does between processes.

use std::fs::File;
use std::marker::PhantomData;
use std::os::fd::AsRawFd;
use std::panic::Location;

use super::super::{Place, lock_file_byte};
use crate::seat::{self, Holder};
use crate::wait::{Label, WaitKind};

/// A lock file that is agreed upon, and not yet opened.
pub struct FileLock {
    holder: Place<Holder>,
    label: Label,
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
        FileLock { holder: Place::new(Holder::nobody), label }
    }

    /// Opens the file. That alone locks nothing.
    ///
    /// # Panics
    ///
    /// If the file cannot be opened.
    pub fn open(&self) -> LockFile<'_> {
        let path = seat::lock_file();
        let file = File::options().read(true).write(true).open(path);
        LockFile { file: file.unwrap_or_else(|error| panic!("cannot open {}: {error}", path.display())), lock: self }
    }
}

/// A lock file that is open.
pub struct LockFile<'a> {
    file: File,
    lock: &'a FileLock,
}

impl LockFile<'_> {
    /// Waits until nobody holds the lock, and takes it until the guard is dropped.
    #[track_caller]
    pub fn lock(&self) -> FileLockGuard<'_> {
        if !self.set(libc::F_WRLCK, libc::F_OFD_SETLK) {
            let holder = Some(&*self.lock.holder);
            seat::waiting(WaitKind::Lock, self.lock.label, holder, Location::caller(), || {
                while !self.set(libc::F_WRLCK, libc::F_OFD_SETLKW) {}
            });
        }
        self.lock.holder.set(Location::caller());
        FileLockGuard { file: self, not_send: PhantomData }
    }

    /// Changes the lock; false if that would have to wait or was interrupted.
    fn set(&self, kind: i32, command: i32) -> bool {
        let request = libc::flock {
            l_type: kind as _,
            l_whence: libc::SEEK_SET as _,
            l_start: lock_file_byte(&self.lock.holder),
            l_len: 1,
            l_pid: 0,
        };
        // SAFETY: the descriptor is open as long as `self.file`, and the kernel only reads the request, which outlives
        // the call.
        let result = unsafe { libc::fcntl(self.file.as_raw_fd(), command, &raw const request) };
        if result == 0 {
            return true;
        }
        match std::io::Error::last_os_error() {
            error if matches!(error.raw_os_error(), Some(libc::EAGAIN | libc::EACCES | libc::EINTR)) => false,
            error => panic!("cannot lock `{}`: {error}", self.lock.label),
        }
    }
}

/// Holds a [`FileLock`].
pub struct FileLockGuard<'a> {
    file: &'a LockFile<'a>,
    /// As on the other backends: nobody is to tell by that where they are.
    not_send: PhantomData<*const ()>,
}

impl Drop for FileLockGuard<'_> {
    fn drop(&mut self) {
        self.file.lock.holder.clear();
        self.file.set(libc::F_UNLCK, libc::F_OFD_SETLK);
    }
}

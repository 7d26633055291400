//! Confining a worker: the process itself, before it runs what nobody trusts.

use std::fs;
use std::io;
use std::os::fd::BorrowedFd;

use landlock::AccessFs;
use rustix::thread::CapabilitySet;

use crate::filter;
use crate::kernel::worker_notices;
use crate::limits::{Limits, drop_capabilities};
use crate::rules::{Rules, reading};

/// What a worker goes on doing that most need not.
#[derive(Clone, Copy, Debug, Default)]
pub struct WorkerConfinement<'a> {
    /// Files that it opens again, under `/proc/self/fd`, to read and to write. Memory without a name needs no rule.
    pub files: &'a [BorrowedFd<'a>],
    /// Folders of which it reads files. A folder of `/proc` has to stay open, since the kernel may otherwise make it anew.
    pub folders: &'a [BorrowedFd<'a>],
    /// Whether it forks, and waits for the processes.
    pub forks: bool,
    /// Whether it asks for the metadata of files, which cannot be confined to some of them.
    pub looks_at_metadata: bool,
    /// What it may use.
    pub limits: Limits,
}

/// Confines the calling process for good, and whatever it starts: see [the crate](crate). Returns what this kernel does
/// not confine, as [`worker_notices`] does.
///
/// # Errors
///
/// If the process has more than one thread, since the others would not be confined; or if something is not enforced that
/// the kernel should be able to. Then it may be confined in part, and should end.
pub fn confine_worker(confinement: &WorkerConfinement<'_>) -> io::Result<Vec<String>> {
    // Without /proc, whoever calls this has to know.
    if fs::read_dir("/proc/self/task").is_ok_and(|threads| threads.count() > 1) {
        return Err(io::Error::other("only a process with one thread can be confined"));
    }
    let notices = worker_notices(confinement.forks);
    let mut rules = Rules::new()?;
    for file in confinement.files {
        rules = rules.allow(file, AccessFs::ReadFile | AccessFs::WriteFile)?;
    }
    for folder in confinement.folders {
        rules = rules.allow(folder, reading())?;
    }
    confinement.limits.set()?;
    drop_capabilities(CapabilitySet::empty())?;
    rules.enforce()?;
    filter::confine_worker(confinement.forks, confinement.looks_at_metadata)?;
    Ok(notices)
}

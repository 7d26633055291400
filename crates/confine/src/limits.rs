//! What a confined process may use, and the privileges that it gives up.

use std::io;

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use rustix::thread::{CapabilitySet, CapabilitySets, capabilities, set_capabilities};
use serde::{Deserialize, Serialize};

/// What a process may use, and each that it starts; `None` for what it may use already. No limit can be raised again.
///
/// None leaves a core file behind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// How much processor time, in seconds. The kernel ends whoever uses more: at first with SIGXCPU, which can be
    /// caught, and a second later with SIGKILL.
    pub processor_seconds: Option<u64>,
    /// How large its address space may be, in bytes.
    pub memory_bytes: Option<u64>,
    /// How long a file may become that it writes, in bytes; memory without a name counts as a file. Whoever writes more
    /// gets SIGXFSZ.
    pub file_bytes: Option<u64>,
    /// How many files it may have open.
    pub open_files: Option<u64>,
    /// How many processes and threads its *user* may have before it cannot start more. The kernel does not hold root to
    /// that, and counts what the user runs elsewhere too, so this takes a generous number.
    pub user_processes: Option<u64>,
}

impl Limits {
    /// Lowers the limits of this process. What is lower already stays.
    pub(crate) fn set(&self) -> io::Result<()> {
        let lower = |resource, soft: Option<u64>, hard: Option<u64>| {
            let before = getrlimit(resource);
            let least = |before: Option<u64>, wanted: Option<u64>| match (before, wanted) {
                (Some(before), Some(wanted)) => Some(before.min(wanted)),
                (before, wanted) => before.or(wanted),
            };
            let (current, maximum) = (least(before.current, soft), least(before.maximum, hard));
            setrlimit(resource, Rlimit { current, maximum })
        };
        let time = self.processor_seconds;
        lower(Resource::Cpu, time, time.map(|seconds| seconds.saturating_add(1)))?;
        lower(Resource::As, self.memory_bytes, self.memory_bytes)?;
        lower(Resource::Fsize, self.file_bytes, self.file_bytes)?;
        lower(Resource::Nofile, self.open_files, self.open_files)?;
        lower(Resource::Nproc, self.user_processes, self.user_processes)?;
        lower(Resource::Core, Some(0), Some(0))?;
        Ok(())
    }
}

/// Gives up every capability but those to keep, for good. They would lift limits, and some reach other processes.
pub(crate) fn drop_capabilities(keep: CapabilitySet) -> io::Result<()> {
    let before = capabilities(None)?;
    let kept = CapabilitySets {
        effective: before.effective & keep,
        permitted: before.permitted & keep,
        inheritable: CapabilitySet::empty(),
    };
    Ok(set_capabilities(None, kept)?)
}

//! What a process that an actor forks may use.

use std::fs;
use std::os::unix::fs::FileExt;
use std::sync::OnceLock;

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

use super::{LONGEST_LIFE, MORE_MEMORY, MORE_PROCESSES, MOST_PROCESSOR_TIME};

/// Notes what limits are worked out from. To be called before this process is confined, which may keep it from finding
/// out. Later calls change nothing. Returns how many processes and threads the machine had at the first.
pub fn note_usage() -> Option<u64> {
    USAGE.get_or_init(Usage::here).processes
}

/// What a process may use, worked out before it is forked.
pub(super) struct Limits {
    memory: u64,
    processes: u64,
}

/// What this worker used when it began, and where to see what it uses.
struct Usage {
    /// How many processes and threads the machine had.
    processes: Option<u64>,
    /// This worker's own numbers. A forked process looks into its worker's, which limits it no less.
    stat: Option<fs::File>,
}

static USAGE: OnceLock<Usage> = OnceLock::new();

impl Usage {
    fn here() -> Self {
        // Of this user, there are fewer. See proc(5).
        let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
        let processes = load.split(['/', ' ']).nth(4).and_then(|all| all.parse().ok());
        Usage { processes, stat: fs::File::open("/proc/self/stat").ok() }
    }

    /// How large the address space is, in bytes.
    fn memory(&self) -> Option<u64> {
        let mut stat = [0; 1024];
        // The kernel writes the line afresh for whoever reads from its beginning.
        let bytes = self.stat.as_ref()?.read_at(&mut stat, 0).ok()?;
        let stat = String::from_utf8_lossy(&stat[..bytes]);
        // The fields behind the name are numbered from 3.
        stat.rsplit_once(')')?.1.split_whitespace().nth(23 - 3)?.parse().ok()
    }
}

impl Limits {
    pub(super) fn here() -> Self {
        let usage = USAGE.get_or_init(Usage::here);
        let limit = |used: Option<u64>, more: u64| used.map_or(u64::MAX, |used| used + more);
        Limits { memory: limit(usage.memory(), MORE_MEMORY), processes: limit(usage.processes, MORE_PROCESSES) }
    }

    /// Lowers the limits of this process, which nobody can raise again. Of what was lower before, nothing changes.
    pub(super) fn set(&self) {
        let lower = |resource, soft: u64, hard: u64| {
            let before = getrlimit(resource);
            let limit = |before: Option<u64>, wanted| Some(before.unwrap_or(u64::MAX).min(wanted));
            let lowered = Rlimit { current: limit(before.current, soft), maximum: limit(before.maximum, hard) };
            setrlimit(resource, lowered).expect("any process may lower its limits");
        };
        lower(Resource::As, self.memory, self.memory);
        lower(Resource::Cpu, MOST_PROCESSOR_TIME, MOST_PROCESSOR_TIME + 1);
        lower(Resource::Nproc, self.processes, self.processes);
        lower(Resource::Core, 0, 0);
        // SAFETY: the call takes a number. Nothing here handles the signal, so the kernel ends the process.
        unsafe { libc::alarm(LONGEST_LIFE) };
    }
}

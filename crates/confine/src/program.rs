//! Starting a program that is confined from its first instruction on.

use std::ffi::OsStr;
use std::io;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use landlock::{AccessFs, PathFd};
use rustix::process::{Pid, Signal, getppid, set_parent_process_death_signal};
use rustix::thread::CapabilitySet;
use serde::{Deserialize, Serialize};

use crate::filter;
use crate::limits::{Limits, drop_capabilities};
use crate::rules::{Rules, reading, writing};

/// The argument by which this program knows that it is to become another one.
const MARK: &str = "racecourse-confined";

/// The exit code of a program that could not be confined or started; what it says on standard error is why.
pub const NEVER_BEGAN: i32 = 113;

/// What a program may do. Where nothing else is said, it may do nothing: not even read the libraries that it is linked to.
///
/// In no case does it reach the network, another process, or a file that is not named here. It starts programs within the
/// same bounds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Confinement {
    /// What it may read: files, and folders with everything below.
    pub readable: Vec<PathBuf>,
    /// What it may execute, and read. To execute a program is to execute its dynamic loader too.
    pub executable: Vec<PathBuf>,
    /// What it may read and write, and in folders make and remove. Not what it may execute.
    pub writable: Vec<PathBuf>,
    /// Whether it may start processes; threads it may in any case.
    pub starts_processes: bool,
    /// What it may use.
    pub limits: Limits,
}

/// Where systems keep their programs, the libraries that those are linked to, and the loader.
const PROGRAMS: [&str; 9] = ["/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/opt", "/nix/store", "/gnu/store"];
/// What the loader and a C compiler read besides.
const SETTINGS: [&str; 4] = ["/etc/ld.so.cache", "/etc/ld.so.conf", "/etc/ld.so.conf.d", "/etc/alternatives"];
const DISCARD: &str = "/dev/null";

impl Confinement {
    /// A confinement in which the programs of this system run, such as a linker: where systems keep them may be read and
    /// executed, and the settings of the dynamic loader be read. A program's own files are not among them.
    pub fn of_system_programs() -> Self {
        let present = |paths: &[&str]| paths.iter().map(PathBuf::from).filter(|path| path.exists()).collect();
        Confinement {
            readable: present(&SETTINGS),
            executable: present(&PROGRAMS),
            writable: present(&[DISCARD]),
            ..Confinement::default()
        }
    }

    /// Confines this process.
    fn enforce(&self) -> io::Result<()> {
        let mut rules = Rules::new()?;
        let access = [
            (&self.readable, reading()),
            (&self.executable, reading() | AccessFs::Execute),
            (&self.writable, writing()),
        ];
        for (paths, access) in access {
            for path in paths {
                let opened = PathFd::new(path).map_err(|error| io::Error::other(format!("{error}")))?;
                rules = rules.allow(opened, access)?;
            }
        }
        self.limits.set()?;
        // Root may own none of the files that it reads. Which ones these are is for Landlock to say.
        drop_capabilities(CapabilitySet::DAC_OVERRIDE)?;
        rules.enforce()?;
        filter::confine_program(self.starts_processes)
    }
}

/// A command that starts `program` confined; its arguments, its environment and the rest are for the caller to add. The
/// program is killed when the thread ends that has started it.
///
/// This program is started again for it, so it has to call [`take_over`] first thing in `main`. A program that cannot be
/// confined or started ends with [`NEVER_BEGAN`].
///
/// # Errors
///
/// If a path of the confinement is no UTF-8.
pub fn command(program: &Path, confinement: &Confinement) -> io::Result<Command> {
    let mut command = Command::new("/proc/self/exe");
    command.arg(MARK).arg(std::process::id().to_string()).arg(serde_json::to_string(confinement)?).arg(program);
    // Descriptors that these name are not passed on.
    for variable in ["CARGO_MAKEFLAGS", "MAKEFLAGS", "MFLAGS"] {
        command.env_remove(variable);
    }
    Ok(command)
}

/// Becomes the program that a [`command`] asks for, if this process was started by one; else returns at once. To be called
/// first thing in `main`.
pub fn take_over() {
    let mut arguments = std::env::args_os().skip(1);
    if arguments.next().is_none_or(|mark| mark != MARK) {
        return;
    }
    let (parent, confinement, program) = (arguments.next(), arguments.next(), arguments.next());
    let error = match (parent, confinement, &program) {
        (Some(parent), Some(confinement), Some(program)) => match prepare(&parent, &confinement) {
            Ok(()) => Command::new(program).args(arguments).exec(),
            Err(error) => error,
        },
        _ => io::Error::other("it is started by this program, and not by hand"),
    };
    let program = program.unwrap_or_default();
    eprintln!("cannot start {} confined: {error}", program.display());
    std::process::exit(NEVER_BEGAN);
}

fn prepare(parent: &OsStr, confinement: &OsStr) -> io::Result<()> {
    set_parent_process_death_signal(Some(Signal::KILL))?;
    // The parent may have died before the kernel was asked to watch it.
    let parent = parent.to_str().and_then(|pid| pid.parse().ok()).and_then(Pid::from_raw);
    if parent.is_none() || getppid() != parent {
        return Err(io::Error::other("whoever wanted it is gone"));
    }
    let confinement: Confinement = serde_json::from_slice(confinement.as_bytes())?;
    close_on_exec()?;
    confinement.enforce()
}

/// Lets the program inherit nothing but its standard input and its outputs.
fn close_on_exec() -> io::Result<()> {
    // SAFETY: the call takes numbers. It closes nothing now, and nothing of this process runs after exec.
    let done = unsafe { libc::syscall(libc::SYS_close_range, 3, u32::MAX, libc::CLOSE_RANGE_CLOEXEC) };
    match io::Error::last_os_error() {
        _ if done == 0 => Ok(()),
        // Linux before 5.11; std opens nothing that is inherited, and what was inherited itself stays open.
        error if matches!(error.raw_os_error(), Some(libc::ENOSYS | libc::EINVAL)) => Ok(()),
        error => Err(error),
    }
}

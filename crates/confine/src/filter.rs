//! The filters of system calls.

use std::collections::BTreeMap;
use std::io;

use seccompiler::SeccompCmpArgLen::{Dword, Qword};
use seccompiler::{
    BackendError, BpfProgram, SeccompAction, SeccompCmpOp, SeccompCondition, SeccompFilter, SeccompRule, apply_filter,
};

use crate::kernel::{architecture, has_filters};

mod calls;

use calls::{CLONE_NAMESPACES, HOSTILE, NEEDED, NEEDED_TO_FORK, NEEDED_TO_LOOK, OUT_OF_BOUNDS};

/// See fcntl(2); the libc crate does not have it.
const F_SETSIG: u64 = 10;
/// See prctl(2). It reads the process's own auxiliary vector.
const PR_GET_AUXV: u64 = 0x4155_5856;

/// Calls, and for each the conditions under one of which it is meant; none for in any case.
#[derive(Default)]
struct Calls(BTreeMap<i64, Vec<SeccompRule>>);

/// What an argument, counted from 0, has to be.
struct Argument(u8, Is);

enum Is {
    /// A number of 32 bits, of which the kernel looks at no more.
    Number(u64),
    /// A number of the machine's size.
    Word(u64),
    /// Any other number of 32 bits.
    Not(u64),
    /// A number in which these of all flags are set.
    Flags { of: u64, set: u64 },
}

impl Calls {
    fn add(&mut self, calls: &[i64]) {
        self.0.extend(calls.iter().map(|call| (*call, Vec::new())));
    }

    /// Means a call only if all of `arguments` are like this, or one of those of other rules for it.
    fn add_if(&mut self, call: i64, arguments: &[Argument]) -> io::Result<()> {
        let condition = |Argument(index, is): &Argument| match is {
            Is::Number(number) => SeccompCondition::new(*index, Dword, SeccompCmpOp::Eq, *number),
            Is::Word(number) => SeccompCondition::new(*index, Qword, SeccompCmpOp::Eq, *number),
            Is::Not(number) => SeccompCondition::new(*index, Dword, SeccompCmpOp::Ne, *number),
            Is::Flags { of, set } => SeccompCondition::new(*index, Dword, SeccompCmpOp::MaskedEq(*of), *set),
        };
        let conditions: Result<Vec<_>, BackendError> = arguments.iter().map(condition).collect();
        let rule = conditions.and_then(SeccompRule::new).map_err(io::Error::other)?;
        self.0.entry(call).or_default().push(rule);
        Ok(())
    }

    /// The same calls under all of their numbers. Where the kernel has the x32 ABI, it is not another architecture to it.
    fn in_every_abi(mut self) -> Self {
        const X32: i64 = 0x4000_0000;
        if cfg!(target_arch = "x86_64") {
            let again: Vec<_> = self.0.iter().map(|(call, rules)| (call | X32, rules.clone())).collect();
            self.0.extend(again);
            // The calls that x32 has numbers of its own for; whoever uses them is no compiler of this architecture.
            self.add(&Vec::from_iter((512..=547).map(|call| call | X32)));
        }
        self
    }

    /// Does `then` for these calls from here on, and `otherwise` for all others. Where several filters apply, the kernel
    /// does what is worse for the caller; and it looks at nothing again of which the filters have the same to say
    /// whatever the arguments.
    fn apply(self, then: SeccompAction, otherwise: SeccompAction) -> io::Result<()> {
        let Some(architecture) = architecture().filter(|_| has_filters()) else { return Ok(()) };
        let filter = SeccompFilter::new(self.0, otherwise, then, architecture);
        let program: Result<BpfProgram, BackendError> = filter.and_then(TryInto::try_into);
        apply_filter(&program.map_err(io::Error::other)?).map_err(io::Error::other)
    }
}

const REFUSE: SeccompAction = SeccompAction::Errno(libc::EPERM as u32);

/// The structure with the arguments of `clone3` cannot be looked into. The C library falls back to `clone`.
fn hide_clone3() -> io::Result<()> {
    let mut calls = Calls::default();
    calls.add(&[libc::SYS_clone3]);
    calls.apply(SeccompAction::Errno(libc::ENOSYS as u32), SeccompAction::Allow)
}

/// Ends the calling worker should it do anything hostile, and refuses whatever it does not need.
pub(crate) fn confine_worker(forks: bool, looks_at_metadata: bool) -> io::Result<()> {
    hide_clone3()?;
    let mut hostile = Calls::default();
    hostile.add(HOSTILE);
    hostile.apply(SeccompAction::KillProcess, SeccompAction::Allow)?;

    let mut needed = Calls::default();
    needed.add(NEEDED);
    // What another filter says of it counts.
    needed.add(&[libc::SYS_clone3]);
    let threads = libc::CLONE_THREAD as u64;
    let (of, set) = if forks { (CLONE_NAMESPACES, 0) } else { (CLONE_NAMESPACES | threads, threads) };
    needed.add_if(libc::SYS_clone, &[Argument(0, Is::Flags { of, set })])?;
    if forks {
        needed.add(NEEDED_TO_FORK);
    }
    if looks_at_metadata {
        needed.add(NEEDED_TO_LOOK);
    }
    // An abort. A forked process has another number.
    let abort = || Argument(2, Is::Number(libc::SIGABRT as u64));
    let itself = Argument(0, Is::Number(std::process::id().into()));
    if forks {
        needed.add_if(libc::SYS_tgkill, &[abort()])?;
    } else {
        needed.add_if(libc::SYS_tgkill, &[itself, abort()])?;
    }
    for command in [libc::F_GETFD, libc::F_DUPFD_CLOEXEC, libc::F_OFD_GETLK, libc::F_OFD_SETLK, libc::F_OFD_SETLKW] {
        needed.add_if(libc::SYS_fcntl, &[Argument(1, Is::Number(command as u64))])?;
    }
    needed.add_if(libc::SYS_ioctl, &[Argument(1, Is::Number(libc::FIONREAD))])?;
    for option in [libc::PR_SET_NAME as u64, libc::PR_SET_VMA as u64, PR_GET_AUXV] {
        needed.add_if(libc::SYS_prctl, &[Argument(0, Is::Number(option))])?;
    }
    let death = Argument(0, Is::Number(libc::PR_SET_PDEATHSIG as u64));
    needed.add_if(libc::SYS_prctl, &[death, Argument(1, Is::Word(libc::SIGKILL as u64))])?;
    for call in OF_PROCESSES {
        needed.add_if(*call, &[Argument(0, Is::Number(0))])?;
    }
    needed.apply(SeccompAction::Allow, REFUSE)
}

/// Calls whose first argument may name another process; 0 is the caller.
const OF_PROCESSES: &[i64] = &[libc::SYS_prlimit64, libc::SYS_sched_setaffinity];

/// Refuses whatever no compiler needs.
pub(crate) fn confine_program(starts_processes: bool) -> io::Result<()> {
    hide_clone3()?;
    let mut refused = Calls::default();
    refused.add(HOSTILE);
    refused.add(OUT_OF_BOUNDS);
    for flag in (0..u32::BITS).map(|bit| 1 << bit).filter(|flag| CLONE_NAMESPACES & flag != 0) {
        refused.add_if(libc::SYS_clone, &[Argument(0, Is::Flags { of: flag, set: flag })])?;
    }
    if !starts_processes {
        refused.add_if(libc::SYS_clone, &[Argument(0, Is::Flags { of: libc::CLONE_THREAD as u64, set: 0 })])?;
        #[cfg(target_arch = "x86_64")]
        refused.add(&[libc::SYS_fork, libc::SYS_vfork]);
    }
    for call in OF_PROCESSES {
        refused.add_if(*call, &[Argument(0, Is::Not(0))])?;
    }
    // The kernel would send signals on its behalf.
    for command in [libc::F_SETOWN as u64, 15, F_SETSIG] {
        refused.add_if(libc::SYS_fcntl, &[Argument(1, Is::Number(command))])?;
    }
    // Other words for `F_SETOWN` of a socket, and input that a terminal takes for typed.
    for command in [0x8901, 0x8902, libc::TIOCSTI] {
        refused.add_if(libc::SYS_ioctl, &[Argument(1, Is::Number(command))])?;
    }
    refused.in_every_abi().apply(REFUSE, SeccompAction::Allow)
}

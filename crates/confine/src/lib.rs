//! Confines code that nobody trusts: a program that is started, or the process that is about to run it.
//!
//! Nothing here needs a privilege. [Landlock](https://landlock.io) keeps a process from files, from the network and from
//! other processes; a seccomp filter keeps it from system calls that Landlock knows nothing about; resource limits keep
//! it from using up the machine; and capabilities, where there are any, are given up, since they would lift the limits.
//! Whatever the process starts is confined like it, and nothing lifts any of this again.
//!
//! - **A program** such as a compiler is started by a [`command`] with a [`Confinement`]: which files it reads, writes
//!   and executes, whether it starts processes, and what it may use. The command starts this program again, which has to
//!   call [`take_over`] first thing in `main`, confines itself, and becomes the program that was asked for. So nothing
//!   runs between fork and exec. [`run_within`] runs it, within a time and so many bytes of output.
//! - **A worker** of this program confines itself with [`confine_worker`], when it has opened what it needs and before
//!   it runs anything that nobody trusts. From there on it can open no file, start no program, reach no other process
//!   and no network, and call nothing that threads, locks and pipes do not need.
//!
//! An old kernel confines less. What is missing then is for [`worker_notices`] and [`program_notices`] to say; nothing
//! fails because of it. But whatever they do not name is enforced, or confining fails.
//!
//! What is not confined: processor caches, memory bandwidth and anything else that is not a system call; the metadata of
//! files (that there is a file of some name can be found out; a program, unlike a worker, can read and change the mode and
//! the times of what belongs to its user); what is open already; and what is shared with the parent on purpose.

mod filter;
mod kernel;
mod limits;
mod program;
mod rules;
mod run;
mod worker;

pub use kernel::{program_notices, worker_notices};
pub use limits::Limits;
pub use program::{Confinement, NEVER_BEGAN, command, take_over};
pub use run::{Ended, Ending, run_within};
pub use worker::{WorkerConfinement, confine_worker};

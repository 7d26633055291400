//! Child processes of the same program, with a private channel, that never outlive it.
//!
//! Whatever may hang, abort or allocate without end runs in a worker: the program starts itself (or another one) again, hands the worker
//! a job over a socket that is the worker's standard input, and reads its messages from the same socket. Nothing is
//! read from its standard output or its exit code, which the code under test could forge by accident. And every message
//! begins with a word that the parent made up for this worker: whoever does not know it is not believed.
//!
//! A worker dies with its parent: the kernel kills it (`PR_SET_PDEATHSIG`) should the parent be killed. Workers that
//! belong together form one process group, which is killed as a whole. What a worker starts itself is in its group
//! too, and may outlive the worker, but neither the group nor the program: it is killed with the group, or by the
//! kernel when the program has gone.

mod child;
mod parent;

pub use child::{Child, Errand, Exit, Forgery, Group, Received};
pub use parent::{Parent, disown, entered};

/// The argument by which a program knows that it was started as a worker.
const MARK: &str = "racecourse-worker";

/// The exit code of a worker that cannot begin.
pub const NEVER_BEGAN: i32 = 113;

//! Child processes of an actor, within the harness's limits; see [`crate::children`].

use std::marker::PhantomData;
use std::panic::Location;

use super::{Shareable, place};
use crate::children::{self, Forked};

/// The actor has as many processes as it may have at once: where there is no harness, the machine would be the limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LimitReached;

/// Runs `role` in a child process, a copy of the calling one with this thread alone, and goes on at once.
///
/// The child gets `state`, which is the actor's state or a part of it, and a plain `argument`; it captures nothing.
/// What is shared is shared with the child too. What is on the heap is copied as it is at this moment, a lock that
/// another thread holds included. The child exits with what `role` returns, which is less than 101; or with 101 if it
/// panics.
///
/// A process that nobody waits for is waited for before its parent ends, if that is a child too, and before the state
/// is judged. If its parent is killed, it lives on.
///
/// # Errors
///
/// If the actor has as many processes as it may have at once, with those that they have forked: 8, or fewer if there
/// are more than 6 actors.
///
/// # Panics
///
/// If `state` is no part of the actor's state.
#[track_caller]
pub fn fork<S, A: Shareable>(state: &S, argument: A, role: fn(&S, A) -> u8) -> Result<Child, LimitReached> {
    assert!(place::is_in_own_states(state), "a child process gets a part of the actor's state");
    let work = || role(state, argument);
    // SAFETY: `state` lies in this process's own array of states, and nothing that a guard gives does: shared objects
    // are used elsewhere. Nobody writes to that array while actors act. The argument holds no references, and a
    // function has captured none.
    let forked = unsafe { children::fork(work, Location::caller()) };
    forked.map(|forked| Child { forked, not_send: PhantomData }).ok_or(LimitReached)
}

/// A child process that nobody has waited for.
pub struct Child {
    forked: Forked,
    /// Only the thread that has forked it knows it.
    not_send: PhantomData<*const ()>,
}

impl Child {
    /// Waits for the process to end, and returns its exit code; `None` if it was killed.
    #[track_caller]
    pub fn wait(self) -> Option<u8> {
        children::wait(self.forked, Location::caller())
    }
}

/// Asks the kernel to kill this child process when its parent ends (`PR_SET_PDEATHSIG`, see prctl(2)). A parent that
/// has ended before will not do so again.
///
/// # Panics
///
/// If this is no child process.
pub fn die_with_parent() {
    children::die_with_parent();
}

/// Whether the parent of this child process has ended. False in an actor itself.
pub fn is_orphan() -> bool {
    children::is_orphan()
}

/// How many processes the actor that calls this has forked so far, with those that they have forked in turn; and how many
/// of them nobody has waited for. For specifications, since an answer need not tell.
pub fn forked() -> (u64, usize) {
    children::count()
}

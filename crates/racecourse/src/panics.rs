//! Panics in a model: those of spawned threads, which go to whoever joins them, and those with which a checker ends an
//! execution.
//!
//! No checker says in a type what its panic means. The texts that matter are named here, and pinned by the tests of
//! `racecourse-model`, so that a new version of a checker with other words turns the suite red.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::panic::{AssertUnwindSafe, PanicHookInfo, catch_unwind, resume_unwind};
use std::ptr::NonNull;

use crate::races::DATA_RACE;
use crate::{context, trace};

/// How loom says that every thread is blocked.
pub const LOOM_DEADLOCK: &str = "deadlock; threads = ";
/// How loom says that one execution takes too many steps.
pub const LOOM_BRANCHES: &str = "Model exceeded maximum number of branches";
/// How loom says that there are more threads than it can have.
pub const LOOM_THREADS: &str = "assertion failed: self.threads.len() < self.max()";
/// How loom says that nothing orders two accesses to a cell.
pub const LOOM_RACE: &str = "Causality violation: ";
/// How shuttle says that every task is blocked, or that one locks what it holds.
pub const SHUTTLE_DEADLOCK: &str = "deadlock!";
/// How shuttle says that one execution takes too many steps.
pub const SHUTTLE_STEPS: &str = "exceeded max_steps bound";

/// Where the checkers' own code is: what panics there is about the model, and no thread's own.
const CHECKERS: [&str; 4] = ["/loom-", "/shuttle-", "/generator-", "/corosensei-"];

type Payload = Box<dyn Any + Send>;

thread_local! {
    /// Whether a checker has panicked, to end the execution.
    static ENDS: Cell<bool> = const { Cell::new(false) };
    static POSTPONED: RefCell<Vec<Postponed>> = const { RefCell::new(Vec::new()) };
}

/// What a thread that panics does once it has unwound.
struct Postponed {
    task: usize,
    /// The number of the lock that it is about.
    lock: usize,
    /// What is in the lock, if the work is to let go of that; and whether somebody has it just now.
    value: Option<NonNull<()>>,
    is_lent: bool,
    work: Box<dyn FnOnce()>,
}

/// An execution begins.
pub(crate) fn begin() {
    ENDS.set(false);
    // What an execution that was cut short has left here belongs to that execution.
    POSTPONED.with_borrow_mut(|postponed| postponed.drain(..).for_each(|left| std::mem::forget(left.work)));
}

/// To be called in a panic hook. Says whether the panic goes to whoever joins the thread, and ends nothing else.
pub fn note(panic: &PanicHookInfo<'_>) -> bool {
    let by_checker = panic.location().is_some_and(|at| CHECKERS.iter().any(|path| at.file().contains(path)));
    let text = panic.payload_as_str().filter(|text| !by_checker && !is_verdict(text));
    let Some(text) = text else {
        ENDS.set(true);
        return false;
    };
    let for_joiner = !ENDS.get() && context::acts_as_spawned();
    if for_joiner {
        trace::note_panic(panic.location(), text);
    }
    for_joiner
}

/// Whether a panic with this text ends the execution.
fn is_verdict(text: &str) -> bool {
    let verdicts = [LOOM_DEADLOCK, LOOM_BRANCHES, SHUTTLE_DEADLOCK, SHUTTLE_STEPS, DATA_RACE];
    verdicts.iter().any(|known| text.starts_with(known)) || text.contains(LOOM_RACE)
}

/// Whether somebody has panicked with this. The checkers also unwind threads, to end them, with types of their own.
fn is_own(panic: &Payload) -> bool {
    let text = panic.downcast_ref::<&str>().copied().or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    !ENDS.get() && text.is_some_and(|text| !is_verdict(text))
}

/// Does the work of a spawned thread. If it panics, returns what with, unless that ends the execution.
pub(crate) fn catch<T>(task: usize, work: impl FnOnce() -> T) -> std::thread::Result<T> {
    // Nothing that a panic may have left half done is looked at here.
    catch_unwind(AssertUnwindSafe(work)).map_err(|panic| {
        if !is_own(&panic) {
            resume_unwind(panic);
        }
        context::act_as(task);
        do_postponed();
        panic
    })
}

/// Does `work`. If it panics, does what is postponed before it goes on to unwind, and calls `then`.
pub(crate) fn stop_over<T>(work: impl FnOnce() -> T, then: impl FnOnce()) -> T {
    // Only unwinding is interrupted.
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|panic| {
        if is_own(&panic) {
            do_postponed();
            then();
        }
        resume_unwind(panic)
    })
}

/// Whether the acting task is a spawned thread that unwinds a panic.
#[inline]
pub(crate) fn unwinds() -> bool {
    // The first question costs next to nothing, and nearly always the answer is no.
    std::thread::panicking() && context::acts_as_spawned()
}

/// The acting task, which unwinds, does this later, if the lock with this number is still there. `value` is what is in the
/// lock, if the work is to let go of it.
pub(crate) fn postpone(lock: usize, value: Option<NonNull<()>>, work: Box<dyn FnOnce()>) {
    if let Some(task) = context::acting() {
        POSTPONED.with_borrow_mut(|postponed| postponed.push(Postponed { task, lock, value, is_lent: false, work }));
    }
}

/// What is in the lock with this number, if the acting task is to let go of it, and has not been lent it already.
pub(crate) fn borrow(lock: usize) -> Option<NonNull<()>> {
    POSTPONED.with_borrow_mut(|postponed| {
        let is_mine = |postponed: &&mut Postponed| postponed.lock == lock && Some(postponed.task) == context::acting();
        let kept =
            postponed.iter_mut().filter(is_mine).find(|postponed| postponed.value.is_some() && !postponed.is_lent)?;
        kept.is_lent = true;
        kept.value
    })
}

/// Whoever was lent what is in the lock with this number is done with it.
pub(crate) fn give_back(lock: usize) {
    POSTPONED.with_borrow_mut(|postponed| {
        postponed.iter_mut().filter(|postponed| postponed.lock == lock).for_each(|postponed| postponed.is_lent = false);
    });
}

/// A lock goes away, and with it what was postponed because of it.
pub(crate) fn forget(lock: usize) {
    POSTPONED.with_borrow_mut(|postponed| {
        for gone in postponed.extract_if(.., |postponed| postponed.lock == lock) {
            std::mem::forget(gone.work);
        }
    });
}

/// Does what the acting task has postponed, in that order. Meanwhile, others may act. What somebody still has who was lent
/// it is not let go of.
fn do_postponed() {
    let next = |postponed: &mut Vec<Postponed>| {
        let is_mine = |postponed: &Postponed| Some(postponed.task) == context::acting() && !postponed.is_lent;
        let mine = postponed.iter().position(is_mine)?;
        Some(postponed.remove(mine).work)
    };
    while let Some(work) = POSTPONED.with_borrow_mut(next) {
        work();
    }
}

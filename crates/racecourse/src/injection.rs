//! What may happen at any moment to a real program, and happens in a model only if a checker chooses it: wake-ups without
//! a reason, time-outs, weak compare-exchanges that fail, and the death of a process.
//!
//! Neither loom nor shuttle has them. Here each is a choice of the checker's, made where it may happen, and as
//! systematically explored, recorded and played again as the order of the threads. A fixture says in its metadata which
//! of them it needs. What it does not say it comes upon all the same, and then an exploration is not complete.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::fmt;
use std::panic::{AssertUnwindSafe, Location, catch_unwind, resume_unwind};

use serde::{Deserialize, Serialize};

use crate::{context, trace};

/// Something that a checker can let happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Injection {
    /// `Condvar::wait` returns although nobody has notified anybody.
    SpuriousWakeUps,
    /// `Condvar::wait_timeout` returns before anybody else acts.
    TimeOuts,
    /// `compare_exchange_weak` fails although the value is as expected.
    WeakFailures,
    /// An actor that may be killed is killed: between two of its operations, with whatever it holds.
    Deaths,
}

impl Injection {
    /// All of them.
    pub const ALL: [Injection; 4] =
        [Injection::SpuriousWakeUps, Injection::TimeOuts, Injection::WeakFailures, Injection::Deaths];

    /// What it is called in a sentence.
    pub fn words(self) -> &'static str {
        match self {
            Injection::SpuriousWakeUps => "spurious wake-ups",
            Injection::TimeOuts => "early time-outs",
            Injection::WeakFailures => "weak compare-exchange failures",
            Injection::Deaths => "deaths",
        }
    }

    fn bit(self) -> u8 {
        1 << self as u8
    }
}

impl fmt::Display for Injection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.words())
    }
}

/// The most that is injected into one execution. Bugs of this kind need one, seldom two; and a loop that waits again
/// whenever it is woken without a reason would otherwise never end.
pub const MOST: u32 = 2;

/// How often loom can choose in one execution: each choice is prepared before it is known whether it will be needed.
pub(crate) const OCCASIONS: usize = 16;

thread_local! {
    /// What may be injected.
    static INJECTED: Cell<u8> = const { Cell::new(0) };
    /// What executions have come upon that may not be injected.
    static LEFT_OUT: Cell<u8> = const { Cell::new(0) };
    /// Whether an execution could have gone on with one injection more.
    static CUT: Cell<bool> = const { Cell::new(false) };
    /// Whether a checker could not choose any more.
    static SPENT: Cell<bool> = const { Cell::new(false) };
    /// How much was injected into this execution.
    static COUNT: Cell<u32> = const { Cell::new(0) };
    /// What each task could have come upon, in order, and whether it did; only while a trace is recorded.
    static CHANCES: RefCell<Vec<(usize, bool)>> = const { RefCell::new(Vec::new()) };
    /// The actors that may be killed, a bit each.
    static MORTAL: Cell<u64> = const { Cell::new(0) };
    /// What is left to do when it is dead.
    static REMAINS: RefCell<Vec<Box<dyn FnOnce()>>> = const { RefCell::new(Vec::new()) };
    /// The actor that is being killed.
    static DYING: Cell<Option<usize>> = const { Cell::new(None) };
}

/// Says what may be injected into all executions to come.
pub fn inject(injections: &[Injection]) {
    INJECTED.set(injections.iter().fold(0, |bits, injection| bits | injection.bit()));
    context::update_watched();
}

/// Whether anything may be injected.
pub fn is_on() -> bool {
    INJECTED.get() != 0
}

/// Whether it may be injected.
pub(crate) fn includes(injection: Injection) -> bool {
    INJECTED.get() & injection.bit() != 0
}

/// In what respect the executions so far were not all that are possible, if they were all that the checker knows of.
pub fn shortfall() -> Option<String> {
    let left_out = Injection::ALL.into_iter().filter(|injection| LEFT_OUT.get() & injection.bit() != 0);
    let left_out: Vec<_> = left_out.map(Injection::words).collect();
    let without = (!left_out.is_empty()).then(|| format!("without {}", left_out.join(", ")));
    let most = (CUT.get() || SPENT.get()).then(|| {
        let injected = Injection::ALL.into_iter().filter(|injection| includes(*injection)).map(Injection::words);
        let late = if SPENT.get() { format!(", none after {OCCASIONS} occasions") } else { String::new() };
        format!("at most {MOST} {} in each execution{late}", injected.collect::<Vec<_>>().join(" or "))
    });
    let both: Vec<String> = most.into_iter().chain(without).collect();
    (!both.is_empty()).then(|| both.join(", "))
}

/// Whether a [`shortfall`] is no more than that there is a limit to what is injected: nothing that executions came upon was
/// left out.
pub fn is_only_the_limit(shortfall: &str) -> bool {
    let injected = shortfall.strip_prefix(&format!("at most {MOST} "));
    let is_limit = injected.is_some_and(|rest| Injection::ALL.iter().any(|known| rest.starts_with(known.words())));
    is_limit && !shortfall.contains(", without ") && !shortfall.contains("; ")
}

/// Begins an execution.
pub(crate) fn begin() {
    COUNT.set(0);
    CHANCES.with_borrow_mut(Vec::clear);
    MORTAL.set(0);
    DYING.set(None);
    // What an execution that was cut short has left here belongs to that execution.
    REMAINS.with_borrow_mut(|remains| remains.drain(..).for_each(std::mem::forget));
}

/// It could happen now; says whether it does. `choose` asks the checker, and gives `None` if that cannot choose any more.
#[inline]
pub(crate) fn happens(injection: Injection, choose: fn() -> Option<bool>) -> bool {
    if !includes(injection) {
        LEFT_OUT.set(LEFT_OUT.get() | injection.bit());
        return false;
    }
    decide(choose)
}

#[cold]
fn decide(choose: fn() -> Option<bool>) -> bool {
    // Neither who sets up nor who observes has any bad luck.
    let Some(task) = context::acting() else { return false };
    if COUNT.get() == MOST {
        CUT.set(true);
        return false;
    }
    let chosen = context::operation(choose);
    SPENT.set(SPENT.get() || chosen.is_none());
    let happens = chosen.unwrap_or(false);
    COUNT.set(COUNT.get() + u32::from(happens));
    if chosen.is_some() && trace::is_on() {
        CHANCES.with_borrow_mut(|chances| chances.push((task, happens)));
    }
    happens
}

/// What each task could have come upon in the execution that is recorded, in order, and whether it did.
pub fn chances() -> Vec<(usize, bool)> {
    CHANCES.with_borrow(Clone::clone)
}

/// What an actor that is killed is unwound with.
struct Killed;

/// Lets an actor act that may be killed.
pub(crate) fn survive(actor: usize, act: &mut dyn FnMut()) {
    if !includes(Injection::Deaths) {
        LEFT_OUT.set(LEFT_OUT.get() | Injection::Deaths.bit());
        act();
        return;
    }
    let bit = 1_u64.checked_shl(actor as u32).unwrap_or(0);
    MORTAL.set(MORTAL.get() | bit);
    let acted = catch_unwind(AssertUnwindSafe(act));
    MORTAL.set(MORTAL.get() & !bit);
    if DYING.get() == Some(actor) {
        DYING.set(None);
        while let Some(remains) = REMAINS.with_borrow_mut(Vec::pop) {
            remains();
        }
    }
    if let Err(payload) = acted
        && !payload.is::<Killed>()
    {
        resume_unwind(payload);
    }
}

/// Between two operations of the acting task: if it may be killed, it may be killed now. To be called only where
/// everything is watched.
#[cold]
#[track_caller]
pub(crate) fn may_die(choose: fn() -> Option<bool>) {
    let Some(actor) = context::acting() else { return };
    let is_mortal = 1_u64.checked_shl(actor as u32).is_some_and(|bit| MORTAL.get() & bit != 0);
    if !is_mortal || std::thread::panicking() || !happens(Injection::Deaths, choose) {
        return;
    }
    trace::note(Location::caller(), || "is killed".to_owned());
    DYING.set(Some(actor));
    let killed: Box<dyn Any + Send> = Box::new(Killed);
    // No panic: nobody is to hear of it but `survive`.
    resume_unwind(killed);
}

/// Whether the acting task is being killed: then what it holds stays as it is.
pub(crate) fn is_dying() -> bool {
    DYING.get().is_some() && DYING.get() == context::acting()
}

/// Does this when the acting task is dead: what the kernel does then.
pub(crate) fn after_death(remains: Box<dyn FnOnce()>) {
    REMAINS.with_borrow_mut(|all| all.push(remains));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_to_bad_luck_is_no_other_bound() {
        assert!(is_only_the_limit("at most 2 spurious wake-ups in each execution"));
        assert!(is_only_the_limit(
            "at most 2 spurious wake-ups or early time-outs in each execution, none after 16 occasions"
        ));
        assert!(!is_only_the_limit("at most 2 preemptions"));
        assert!(!is_only_the_limit("at most 2 preemptions; at most 2 spurious wake-ups in each execution"));
        assert!(!is_only_the_limit("at most 2 spurious wake-ups in each execution, without early time-outs"));
        assert!(!is_only_the_limit("whoever gives way does so until nobody else can go on"));
    }
}

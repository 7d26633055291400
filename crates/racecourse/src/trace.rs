//! What happens in one execution of a model, operation by operation, for people to read.
//!
//! Nothing is recorded while a checker searches; then an operation only looks whether it is to be recorded. The
//! checkers let another task run only before an operation takes effect, so the order in which operations end is the
//! order in which they took effect.

use std::cell::{Cell, RefCell};
use std::fmt::Display;
use std::panic::Location;

use serde::{Deserialize, Serialize};

use crate::wait::place;
use crate::{context, text};

thread_local! {
    static RECORDING: Cell<bool> = const { Cell::new(false) };
    static STEPS: RefCell<Vec<Step>> = const { RefCell::new(Vec::new()) };
    static LIVES: RefCell<Vec<Life>> = const { RefCell::new(Vec::new()) };
    /// The value that was written last to each atomic, by its address.
    static WRITTEN: RefCell<Vec<(usize, String)>> = const { RefCell::new(Vec::new()) };
}

/// One operation of one task.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// The task: an actor by its number, or a thread that one has spawned.
    pub task: usize,
    /// What it did: `total → 0` for a value that was read, `total ← 1` for one that was written.
    pub what: String,
    /// The source line, where one is known: a guard that goes out of scope has none.
    pub at: Option<String>,
    /// What kind of step it is.
    #[serde(default)]
    pub kind: Kind,
}

/// What kind of step a step is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Kind {
    /// An operation on something that is shared.
    #[default]
    Operation,
    /// A thread is spawned or joined.
    Thread,
    /// The task lets others run.
    GivesWay,
}

/// When a thread that a task has spawned is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Life {
    /// The thread's number as a task.
    pub task: usize,
    /// Who has spawned it; `None` for the observer.
    pub parent: Option<usize>,
    /// How many steps were taken before.
    pub from: usize,
    /// How many steps had been taken when it ended; `None` if it did not.
    pub until: Option<usize>,
}

/// What was recorded.
#[derive(Clone, Debug, Default)]
pub struct Trace {
    /// Every step, in order.
    pub steps: Vec<Step>,
    /// Every thread that was spawned.
    pub lives: Vec<Life>,
}

/// Begins to record, from nothing.
pub fn begin() {
    STEPS.with_borrow_mut(Vec::clear);
    WRITTEN.with_borrow_mut(Vec::clear);
    LIVES.with_borrow_mut(Vec::clear);
    RECORDING.set(true);
    context::update_watched();
}

/// Ends recording, and gives what was recorded.
pub fn end() -> Trace {
    RECORDING.set(false);
    context::update_watched();
    Trace { steps: STEPS.take(), lives: LIVES.take() }
}

/// Records that the acting task has spawned this one.
pub(crate) fn note_spawned(at: &'static Location<'static>, task: usize) {
    if RECORDING.get() {
        record(Some(at), format!("spawns {}", context::task_name(task)), Kind::Thread);
    }
}

/// Records that the acting task begins to spawn this one, which may run from now on.
pub(crate) fn note_birth(task: usize) {
    if RECORDING.get() {
        let life = Life { task, parent: context::acting(), from: len(), until: None };
        LIVES.with_borrow_mut(|lives| lives.push(life));
    }
}

/// Records that a thread has ended.
pub(crate) fn note_end(task: usize) {
    if RECORDING.get() {
        let now = len();
        LIVES.with_borrow_mut(|lives| {
            if let Some(life) = lives.iter_mut().find(|life| life.task == task) {
                life.until = Some(now);
            }
        });
    }
}

/// Records that the acting task has joined this one.
pub(crate) fn note_joined(at: &'static Location<'static>, task: usize) {
    if RECORDING.get() {
        record(Some(at), format!("joins {}", context::task_name(task)), Kind::Thread);
    }
}

/// Records that the acting task lets others run.
pub(crate) fn note_gives_way(at: &'static Location<'static>) {
    if RECORDING.get() {
        record(Some(at), "lets others run".to_owned(), Kind::GivesWay);
    }
}

/// Whether anything is recorded now.
pub fn is_on() -> bool {
    RECORDING.get()
}

/// How many steps were recorded so far.
pub fn len() -> usize {
    STEPS.with_borrow(Vec::len)
}

/// Records that a value was written to the atomic at this address.
#[inline]
pub(crate) fn note_written(address: usize, value: impl Display) {
    if RECORDING.get() {
        let value = value.to_string();
        WRITTEN.with_borrow_mut(|written| match written.iter_mut().find(|(known, _)| *known == address) {
            Some((_, last)) => *last = value,
            None => written.push((address, value)),
        });
    }
}

/// What to say of a value that was read from the atomic at this address: whether another one was written since, which
/// memory that is not sequentially consistent has not shown to everybody yet.
pub(crate) fn age(address: usize, value: impl Display) -> &'static str {
    let value = value.to_string();
    let stale = WRITTEN.with_borrow(|written| written.iter().any(|(known, last)| *known == address && *last != value));
    if stale { ", not the latest" } else { "" }
}

/// Records an operation of the acting task, if there is anything to record. What the observer does, and what is done
/// before any actor acts, is no step. The source line is `None` where it is not known.
#[inline]
pub(crate) fn note(at: impl Into<Option<&'static Location<'static>>>, what: impl FnOnce() -> String) {
    if RECORDING.get() {
        record(at.into(), what(), Kind::Operation);
    }
}

/// Records that the acting task panics with this text.
pub(crate) fn note_panic(at: Option<&Location<'_>>, text: &str) {
    if RECORDING.get() {
        record(at, format!("panics: {text}"), Kind::Operation);
    }
}

#[cold]
fn record(at: Option<&Location<'_>>, what: String, kind: Kind) {
    if let Some(task) = context::acting() {
        let what = text::shown(what, text::STEP);
        STEPS.with_borrow_mut(|steps| steps.push(Step { task, what, at: at.map(place), kind }));
    }
}

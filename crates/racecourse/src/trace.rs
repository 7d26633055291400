//! What happens in one execution of a model, operation by operation, for people to read.
//!
//! Nothing is recorded while a checker searches; then an operation only looks whether it is to be recorded. The
//! checkers let another task run only before an operation takes effect, so the order in which operations end is the
//! order in which they took effect.

use std::cell::{Cell, RefCell};
use std::fmt::Display;
use std::panic::Location;

use serde::{Deserialize, Serialize};

use crate::context;
use crate::wait::place;

thread_local! {
    static RECORDING: Cell<bool> = const { Cell::new(false) };
    static STEPS: RefCell<Vec<Step>> = const { RefCell::new(Vec::new()) };
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
}

/// Begins to record, from nothing.
pub fn begin() {
    STEPS.with_borrow_mut(Vec::clear);
    WRITTEN.with_borrow_mut(Vec::clear);
    RECORDING.set(true);
    context::update_watched();
}

/// Ends recording, and gives what was recorded.
pub fn end() -> Vec<Step> {
    RECORDING.set(false);
    context::update_watched();
    STEPS.take()
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
        record(at.into(), what());
    }
}

/// Records that the acting task panics with this text.
pub(crate) fn note_panic(at: Option<&Location<'_>>, text: &str) {
    if RECORDING.get() {
        record(at, format!("panics: {text}"));
    }
}

#[cold]
fn record(at: Option<&Location<'_>>, what: String) {
    if let Some(task) = context::acting() {
        STEPS.with_borrow_mut(|steps| steps.push(Step { task, what, at: at.map(place) }));
    }
}

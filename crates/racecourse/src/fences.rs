//! Fences about accesses that ask for `SeqCst`, for loom.
//!
//! Loom takes an access that asks for `SeqCst` for one that asks for `AcqRel`. So it lets two threads that each write their
//! own atomic and read the other's both miss the other one's write, which `SeqCst` rules out. Its fences are sequentially
//! consistent, and between two accesses of a thread, one does for them what `SeqCst` promises (Lahav, Vafeiadis, Kang, Hur and
//! Dreyer, "Repairing sequential consistency in C/C++11", PLDI 2017, on restoring it with fences).
//!
//! What asks for less, a fence orders too. So there are two places for it, which differ in what they order besides: what goes
//! wrong with either may go wrong. What holds with both may still hold because of them, but few programs do: of those that
//! `crates/litmus` has, none.

use std::cell::Cell;
use std::sync::atomic::Ordering;

use serde::{Deserialize, Serialize};

use crate::context;

/// What is made of accesses that ask for `SeqCst`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fences {
    /// Where the fences are.
    pub place: Place,
    /// Whether the stores become exchanges. For programs that exchange: loom may take a store and an exchange that meet each for
    /// the earlier one. A store that is an exchange may see more than it should, so nowhere else.
    pub stores_exchange: bool,
}

/// Where fences are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Place {
    /// Right before each access, if the task has made another one before. What stands between the two and asks for less may come
    /// before the first one, but not after the second.
    Before,
    /// Right after each access. What stands between two and asks for less may come after the second one, but not before the first.
    After,
}

impl Fences {
    /// Both that there are to be, one after the other, for a program that exchanges or does not.
    pub fn both(stores_exchange: bool) -> [Fences; 2] {
        [Place::Before, Place::After].map(|place| Fences { place, stores_exchange })
    }
}

thread_local! {
    static FENCES: Cell<Option<Fences>> = const { Cell::new(None) };
    /// Who has asked for `SeqCst` in this execution: a bit for whoever is no task, and one for each task.
    static STRICT: Cell<u64> = const { Cell::new(0) };
}

/// From now on, there are these.
pub fn put_up(fences: Option<Fences>) {
    FENCES.set(fences);
}

/// Begins an execution: nobody has asked for anything.
pub(crate) fn begin() {
    STRICT.set(0);
}

/// What stands about one access.
#[derive(Clone, Copy, Default)]
pub(crate) struct About {
    pub(crate) before: bool,
    pub(crate) after: bool,
}

/// What is to stand about an access that the acting task is about to make, and that asks for this.
#[inline]
pub(crate) fn about(order: Ordering) -> About {
    match FENCES.get() {
        Some(fences) if order == Ordering::SeqCst => about_strict(fences),
        _ => About::default(),
    }
}

#[cold]
fn about_strict(fences: Fences) -> About {
    // Loom has no more than five threads.
    let me = 1 << context::acting().map_or(0, |task| task + 1).min(63);
    let asked = STRICT.get();
    STRICT.set(asked | me);
    About { before: fences.place == Place::Before && asked & me != 0, after: fences.place == Place::After }
}

/// Whether a store that asks for this is to be an exchange.
#[inline]
pub(crate) fn exchanges(order: Ordering) -> bool {
    order == Ordering::SeqCst && FENCES.get().is_some_and(|fences| fences.stores_exchange)
}

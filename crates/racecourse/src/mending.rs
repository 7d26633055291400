//! What is done about accesses that loom takes for less than they are. Programs mean the same with it, nearly.
//!
//! Loom takes an access that asks for `SeqCst` for one that asks for `AcqRel`. So it lets two threads that each write their
//! own atomic and read the other's both miss the other one's write, which `SeqCst` rules out. Its fences are sequentially
//! consistent, and between two accesses of a thread, one does for them what `SeqCst` promises (Lahav, Vafeiadis, Kang, Hur and
//! Dreyer, "Repairing sequential consistency in C/C++11", PLDI 2017, on restoring it with fences). What asks for less, a fence
//! orders too. So there are two places for it, which differ in what they order besides: what goes wrong with either may go
//! wrong. What holds with both may still hold because of them, but few programs do: of those that `crates/litmus` has, none.
//!
//! And loom does not put a store behind an exchange that has read the value which the store replaces, unless something else
//! orders the two. Nothing can come between what an exchange reads and what it writes (RC11 calls that atomicity), so whoever
//! knows of the store cannot read what was exchanged.

use std::cell::Cell;
use std::sync::atomic::Ordering;

use serde::{Deserialize, Serialize};

use crate::context;

/// What is made of a program's accesses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mending {
    /// Where fences are about accesses that ask for `SeqCst`; nowhere if `None`.
    pub fences: Option<Place>,
    /// What stores become.
    pub stores: Stores,
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

/// What becomes of stores.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Stores {
    /// They stay what they are.
    Plain,
    /// Those that ask for `SeqCst` become exchanges. An exchange may see more than a store, so this is for programs that
    /// exchange anyway.
    Exchange,
    /// The same, and those that ask for less look.
    ExchangeOrLook,
    /// In one step, each changes nothing by an exchange, and stores then. So loom puts it behind whatever was exchanged before.
    /// A fence after that may see more than it should, so this is for programs without any.
    Look,
}

impl Mending {
    /// Both places for fences, one after the other, for a program that exchanges or does not, and has fences of its own or none.
    pub fn with_fences(exchanges: bool, has_fences: bool) -> [Mending; 2] {
        let stores = match (exchanges, has_fences) {
            (false, _) => Stores::Plain,
            (true, true) => Stores::Exchange,
            (true, false) => Stores::ExchangeOrLook,
        };
        [Place::Before, Place::After].map(|place| Mending { fences: Some(place), stores })
    }

    /// No fences, for a program that exchanges and has none.
    pub fn without_fences() -> Mending {
        Mending { fences: None, stores: Stores::Look }
    }
}

thread_local! {
    static MENDING: Cell<Option<Mending>> = const { Cell::new(None) };
    /// Who has asked for `SeqCst` in this execution: a bit for whoever is no task, and one for each task.
    static STRICT: Cell<u64> = const { Cell::new(0) };
}

/// From now on, this is done.
pub fn set(mending: Option<Mending>) {
    MENDING.set(mending);
}

/// Begins an execution: nobody has asked for anything.
pub(crate) fn begin() {
    STRICT.set(0);
}

/// Where fences stand about one access.
#[derive(Clone, Copy, Default)]
pub(crate) struct About {
    pub(crate) before: bool,
    pub(crate) after: bool,
}

/// What is to stand about an access that the acting task is about to make, and that asks for this.
#[inline]
pub(crate) fn about(order: Ordering) -> About {
    match MENDING.get().and_then(|mending| mending.fences) {
        Some(place) if order == Ordering::SeqCst => about_strict(place),
        _ => About::default(),
    }
}

#[cold]
fn about_strict(place: Place) -> About {
    // Loom has no more than five threads.
    let me = 1 << context::acting().map_or(0, |task| task + 1).min(63);
    let asked = STRICT.get();
    STRICT.set(asked | me);
    About { before: place == Place::Before && asked & me != 0, after: place == Place::After }
}

/// What becomes of a store that asks for this.
#[inline]
pub(crate) fn stores(order: Ordering) -> Stores {
    let is_strict = order == Ordering::SeqCst;
    match MENDING.get().map_or(Stores::Plain, |mending| mending.stores) {
        Stores::Exchange if !is_strict => Stores::Plain,
        Stores::ExchangeOrLook if is_strict => Stores::Exchange,
        Stores::ExchangeOrLook => Stores::Look,
        stores => stores,
    }
}

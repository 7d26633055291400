//! `sync` for loom: its types, wrapped.

use std::cell::{Cell, RefCell};

use ::loom as native;
use native::sync::atomic::{AtomicBool as Chance, Ordering::Relaxed};

use crate::about::Backend;
use crate::explored::{self, ModelScenario};
use crate::in_place::Place;
use crate::injection;
use crate::outcome::Outcome;
use crate::pace::OneByOne;

#[path = "derived/channel.rs"]
pub mod channel;
#[path = "derived/barrier.rs"]
mod derived_barrier;
#[path = "derived/queue.rs"]
mod derived_queue;
#[path = "derived/rw_lock.rs"]
mod derived_rw_lock;
#[path = "derived/semaphore.rs"]
mod derived_semaphore;
#[path = "derived/value.rs"]
mod derived_value;
#[path = "loom_cell.rs"]
mod inner_cell;
#[path = "modelled/mod.rs"]
mod modelled;

pub use std::sync::Arc;

pub use derived_barrier::Barrier;
pub use derived_queue::Queue;
pub use derived_rw_lock::{RwLock, RwLockReadGuard, RwLockWriteGuard};
pub use derived_semaphore::{Permit, Semaphore};
pub use derived_value::Value;
pub use modelled::*;

pub use crate::owned::Owned;
pub use crate::processes::Shareable;

/// A [scenario](crate::scenario::Scenario) on this backend.
pub type Scenario<S, O = (), R = ()> = crate::scenario::Scenario<OneByOne, S, O, R>;

crate::opaque::backend!();
crate::opaque::channels!();

/// The backend that this module is the `sync` of.
pub const BACKEND: Backend = Backend::Loom;

#[doc(hidden)]
pub use crate::__loom_implementation as implementation;

#[doc(hidden)]
#[macro_export]
macro_rules! __loom_implementation {
    ($scenario:expr) => {
        $crate::__implementation!(Model, $crate::explored::ModelScenario, loom, $scenario)
    };
}

/// Erases the types of `scenario`.
#[doc(hidden)]
pub fn prepare<S, O, R>(scenario: Scenario<S, O, R>) -> Box<dyn ModelScenario>
where
    S: Send + Sync + 'static,
    O: Outcome,
    R: Copy + Send + Sync + 'static,
{
    explored::prepare(scenario)
}

thread_local! {
    /// Each is an atomic that nobody has looked at yet.
    static OFFERED: RefCell<Vec<Arc<Chance>>> = const { RefCell::new(Vec::new()) };
    static TAKEN: Cell<usize> = const { Cell::new(0) };
}

/// To be called by whoever begins an execution, before it starts an actor. Says whether it must not be one itself, because
/// it is needed for [`offer_chances`].
pub fn prepare_chances() -> bool {
    let made = if injection::is_on() { injection::OCCASIONS } else { 0 };
    TAKEN.set(0);
    OFFERED.set((0..made).map(|_| Arc::new(Chance::new(false))).collect());
    made > 0
}

/// Lets the actors choose between two ways to go on, as often as there is need. To be called by a thread that does not
/// act, when it has started all actors.
///
/// Loom knows no such choice, but one that is as good: a relaxed load of an atomic that another thread has written to,
/// with nothing between the two threads, may read either value. Who writes does so in one go, so that its writes come
/// at one place in the order of things only.
pub fn offer_chances() {
    native::stop_exploring();
    for chance in OFFERED.with_borrow(Clone::clone) {
        chance.store(true, Relaxed);
    }
    native::explore();
}

/// Does `work` as a part of the step before it: loom lets nobody else run meanwhile.
fn unexplored(work: impl FnOnce()) {
    native::stop_exploring();
    work();
    native::explore();
}

/// Lets loom choose, if it can choose any more.
pub(crate) fn chance() -> Option<bool> {
    let next = OFFERED.with_borrow(|chances| chances.get(TAKEN.get()).cloned())?;
    TAKEN.set(TAKEN.get() + 1);
    Some(next.load(Relaxed))
}

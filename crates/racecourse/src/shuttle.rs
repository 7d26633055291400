//! `sync` for shuttle: its types, wrapped.

use ::shuttle as native;
use native::rand::RngCore as _;

use crate::about::Backend;
use crate::explored::{self, ModelScenario};
use crate::in_place::Place;
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
#[path = "shuttle_cell.rs"]
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
pub const BACKEND: Backend = Backend::Shuttle;

#[doc(hidden)]
pub use crate::__shuttle_implementation as implementation;

#[doc(hidden)]
#[macro_export]
macro_rules! __shuttle_implementation {
    ($scenario:expr) => {
        $crate::__implementation!(Model, $crate::explored::ModelScenario, shuttle, $scenario)
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

/// To be called by whoever begins an execution. Says whether it must not be an actor itself.
pub fn prepare_chances() -> bool {
    false
}

/// Lets the actors choose between two ways to go on: here, they can anyway.
pub fn offer_chances() {}

/// Does `work`. What is mended on loom, nobody has to mend here.
fn unexplored(work: impl FnOnce()) {
    work();
}

/// Lets shuttle choose.
pub(crate) fn chance() -> Option<bool> {
    Some(native::rand::thread_rng().next_u64() & 1 == 1)
}

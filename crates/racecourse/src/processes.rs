//! `sync` for real processes: futex locks, atomics and queues in a memory-mapped file that all of them share.
//!
//! Each process makes the state for itself, in the same way. Only what is made of this module's types is shared, and
//! only where it is a part of the state, and not on the heap. Plain fields are each process's own copy, as they are in
//! any program of several processes; they keep the value that `setup` gave them.

use std::alloc::Layout;
use std::mem::MaybeUninit;
use std::ptr::NonNull;
use std::sync::Arc;
use std::time::Duration;

use rustix_futex_sync::lock_api::RawMutex as _;
use rustix_futex_sync::shm;

use crate::about::Backend;
use crate::outcome::{GradedOutcome, Outcome};
use crate::pace::{InStretches, RenewStretch};
use crate::seat::Holder;
use crate::stressed::{Array, MOST_STATES, Maker, PAGE, StateArray, StressScenario, descriptors_of};

mod child;
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
mod place;
#[path = "real/mod.rs"]
mod real;
mod shareable;

use derived_barrier::Round;
use derived_queue::Ring;
use derived_rw_lock::Holders;
use derived_semaphore::Permits;
use place::Place;

pub use child::{Child, LimitReached, die_with_parent, fork, forked, is_orphan};
pub use derived_barrier::Barrier;
pub use derived_queue::Queue;
pub use derived_rw_lock::{RwLock, RwLockReadGuard, RwLockWriteGuard};
pub use derived_semaphore::{Permit, Semaphore};
pub use derived_value::Value;
pub use real::*;
pub use shareable::Shareable;
pub use shareable::Shareable as Payload;

/// A [scenario](crate::scenario::Scenario) on this backend.
pub type Scenario<S, O = (), R = ()> = crate::scenario::Scenario<InStretches, S, O, R>;

crate::opaque::backend!();

/// The backend that this module is the `sync` of.
pub const BACKEND: Backend = Backend::Processes;

#[doc(hidden)]
pub use crate::__processes_implementation as implementation;

#[doc(hidden)]
#[macro_export]
macro_rules! __processes_implementation {
    ($scenario:expr) => {
        $crate::__implementation!(Stress, $crate::stressed::StressScenario, processes, $scenario)
    };
}

/// The byte that stands for a lock file: where its holder is noted, which is the same in every process.
fn lock_file_byte(holder: &Place<Holder>) -> i64 {
    holder.number()
}

struct RawLock(shm::RawMutex);

impl RawLock {
    fn new() -> Self {
        RawLock(shm::RawMutex::INIT)
    }

    #[inline]
    fn lock(&self) {
        self.0.lock();
    }

    #[inline]
    fn try_lock(&self) -> bool {
        self.0.try_lock()
    }

    /// # Safety
    ///
    /// The caller holds the lock.
    #[inline]
    unsafe fn unlock(&self) {
        // SAFETY: passed on from the caller.
        unsafe { self.0.unlock() };
    }
}

struct RawCondvar(shm::RawCondvar);

impl RawCondvar {
    fn new() -> Self {
        RawCondvar(shm::RawCondvar::new())
    }

    /// # Safety
    ///
    /// The caller holds the lock; it holds it again when this returns.
    unsafe fn wait(&self, lock: &RawLock) {
        // SAFETY: passed on from the caller.
        unsafe { self.0.wait(&lock.0) };
    }

    /// Says whether it was woken in time.
    ///
    /// # Safety
    ///
    /// As for [`wait`](Self::wait).
    unsafe fn wait_timeout(&self, lock: &RawLock, timeout: Duration) -> bool {
        // SAFETY: passed on from the caller.
        unsafe { self.0.wait_timeout(&lock.0, timeout) }
    }

    fn notify_one(&self) {
        self.0.notify_one();
    }

    fn notify_all(&self) {
        self.0.notify_all();
    }
}

/// Erases the types of `scenario`. What actors return crosses from process to process, hence the bound.
#[doc(hidden)]
pub fn prepare<S, O, R>(scenario: Scenario<S, O, R>) -> Box<dyn StressScenario>
where
    S: Send + Sync + 'static,
    O: Outcome,
    R: Shareable + Send + Sync,
{
    Box::new(Prepared(Arc::new(scenario)))
}

struct Prepared<S, O, R>(Arc<Scenario<S, O, R>>);

impl<S, O, R> StressScenario for Prepared<S, O, R>
where
    S: Send + Sync + 'static,
    O: Outcome,
    R: Shareable + Send + Sync,
{
    fn actor_names(&self) -> Vec<&'static str> {
        self.0.actor_names()
    }

    fn outcomes(&self) -> &[GradedOutcome] {
        &self.0.listing.outcomes
    }

    fn killable(&self) -> Vec<usize> {
        self.0.listing.killable.clone()
    }

    unsafe fn open(&self, shared: NonNull<[u8]>) -> Box<dyn StateArray> {
        let descriptors = descriptors_of(|| drop(self.0.setup.make()));
        let actors = self.0.actors.len();
        let state = size_of::<S>().max(1);
        let fitting = (shared.len() - (actors + 1) * PAGE) / (state + actors * size_of::<R>());
        let capacity = MOST_STATES.min(fitting as u32);
        assert!(capacity > 0, "a state takes {state} bytes, more than the shared memory has");
        let capacity = capacity.min(pipe::fitting(descriptors));
        assert!(capacity > 0, "a state has more pipes than a confined process has for two states");
        let returned_bytes = (capacity as usize * size_of::<R>()).next_multiple_of(PAGE);
        // SAFETY: passed on from the caller.
        let (own, mapped) = unsafe { place::map(shared) }
            .unwrap_or_else(|error| panic!("cannot map the states where they have to be: {error}"));
        // The states are as far inside the shared memory as they are inside this process's own: behind what the actors
        // return.
        // SAFETY: both mappings are as long as `shared`, in which there is room for that.
        let (own, states) = unsafe { (own.add(actors * returned_bytes), mapped.add(actors * returned_bytes)) };
        let makes_again = descriptors > 0;
        let maker = InSharedMemory { own, states, returned: mapped, returned_bytes, capacity, makes_again };
        Box::new(Array::new(Arc::clone(&self.0), maker))
    }
}

/// The shared memory holds, per actor, what it returned for each place; and then the states. Each begins at a page.
struct InSharedMemory {
    /// Where this process keeps the states for itself.
    own: NonNull<u8>,
    returned: NonNull<u8>,
    returned_bytes: usize,
    states: NonNull<u8>,
    capacity: u32,
    /// Whether a fresh state is made by `setup`: where there are pipes, no two states are copies of each other.
    makes_again: bool,
}

impl<S, R: Shareable> Maker<S, R> for InSharedMemory {
    fn capacity(&self) -> u32 {
        self.capacity
    }

    fn attach(&self, setup: &dyn RenewStretch<S>) -> S {
        setup.make()
    }

    fn allocate(&self, _layout: Layout) -> NonNull<S> {
        self.own.cast()
    }

    fn state_bytes(&self) -> usize {
        size_of::<S>()
    }

    fn renew(&self, first: u32, states: &mut [S], spacing: u32, setup: &dyn RenewStretch<S>) {
        if self.makes_again {
            setup.renew_stretch(states, spacing as usize);
        }
        // SAFETY: the places are inside the shared array.
        let shared = unsafe { self.states.cast::<MaybeUninit<S>>().add(first as usize) };
        let own = states.as_ptr().cast::<MaybeUninit<S>>();
        // All look the same unless they are made again, and to read one of them spares the cache the others.
        let first_own = self.own.cast::<MaybeUninit<S>>().as_ptr().cast_const();
        for place in (0..states.len()).step_by(spacing as usize) {
            // SAFETY: the places are inside both arrays, which are apart from each other, and the caller says that nobody
            // else uses them; the first state of this process's own array is only read by anybody. What is copied may be
            // padding, or mean nothing to another process; only objects of this module are used there, which are plain
            // data and idle locks, and mean the same everywhere.
            unsafe {
                let fresh = if self.makes_again { own.add(place) } else { first_own };
                shared.add(place).as_ptr().copy_from_nonoverlapping(fresh, 1);
            }
        }
    }

    fn returned(&self, actor: usize) -> *mut R {
        // SAFETY: `open` has left room for every actor's values.
        unsafe { self.returned.add(actor * self.returned_bytes) }.as_ptr().cast()
    }
}

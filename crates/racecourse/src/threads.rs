//! `sync` for real threads: parking_lot locks, crossbeam channels and std atomics.

use std::alloc::{Layout, alloc, dealloc, handle_alloc_error};
use std::mem;
use std::ptr::NonNull;
use std::time::Duration;

use parking_lot::lock_api::GuardNoSend;

use crate::about::Backend;
use crate::crew;
use crate::in_place::Place;
use crate::outcome::{GradedOutcome, Outcome};
use crate::pace::{InStretches, RenewStretch};
use crate::seat::Holder;
use crate::stressed::{Array, MOST_STATES, Maker, PAGE, StateArray, StressScenario, descriptors_of};

pub mod channel;
#[path = "derived/barrier.rs"]
mod derived_barrier;
#[path = "derived/rw_lock.rs"]
mod derived_rw_lock;
#[path = "derived/semaphore.rs"]
mod derived_semaphore;
#[path = "derived/value.rs"]
mod derived_value;
mod queue;
#[path = "real/mod.rs"]
mod real;

pub use std::sync::Arc;

pub use derived_barrier::Barrier;
pub use derived_rw_lock::{RwLock, RwLockReadGuard, RwLockWriteGuard};
pub use derived_semaphore::{Permit, Semaphore};
pub use derived_value::Value;
pub use queue::Queue;
pub use real::*;

pub use crate::owned::Owned;
pub use crate::processes::Shareable;

/// A [scenario](crate::scenario::Scenario) on this backend.
pub type Scenario<S, O = (), R = ()> = crate::scenario::Scenario<InStretches, S, O, R>;

crate::opaque::backend!();
crate::opaque::channels!();

/// The backend that this module is the `sync` of.
pub const BACKEND: Backend = Backend::Threads;

#[doc(hidden)]
pub use crate::__threads_implementation as implementation;

#[doc(hidden)]
#[macro_export]
macro_rules! __threads_implementation {
    ($scenario:expr) => {
        $crate::__implementation!(Stress, $crate::stressed::StressScenario, threads, $scenario)
    };
}

/// What may be inside a lock: on threads, anything. With something that may not move between them, the lock may not be shared.
pub trait Payload {}

impl<T> Payload for T {}

/// The byte that stands for a lock file: the address at which its holder is noted, which no other object has.
fn lock_file_byte(holder: &Place<Holder>) -> i64 {
    (&raw const **holder).addr() as i64
}

struct RawLock(parking_lot::Mutex<()>);

impl RawLock {
    fn new() -> Self {
        RawLock(parking_lot::Mutex::new(()))
    }

    #[inline]
    fn lock(&self) {
        mem::forget(self.0.lock());
    }

    #[inline]
    fn try_lock(&self) -> bool {
        self.0.try_lock().map(mem::forget).is_some()
    }

    /// # Safety
    ///
    /// The caller holds the lock.
    #[inline]
    unsafe fn unlock(&self) {
        // SAFETY: the lock is held, and its guard was forgotten when it was taken.
        unsafe { self.0.force_unlock(GuardNoSend::new()) };
    }
}

struct RawCondvar(parking_lot::Condvar);

impl RawCondvar {
    fn new() -> Self {
        RawCondvar(parking_lot::Condvar::new())
    }

    /// # Safety
    ///
    /// The caller holds the lock; it holds it again when this returns.
    unsafe fn wait(&self, lock: &RawLock) {
        // SAFETY: the lock is held, and its guard was forgotten when it was taken.
        let mut guard = unsafe { lock.0.make_guard_unchecked(GuardNoSend::new()) };
        self.0.wait(&mut guard);
        mem::forget(guard);
    }

    /// Says whether it was woken in time.
    ///
    /// # Safety
    ///
    /// As for [`wait`](Self::wait).
    unsafe fn wait_timeout(&self, lock: &RawLock, timeout: Duration) -> bool {
        // SAFETY: as in `wait`.
        let mut guard = unsafe { lock.0.make_guard_unchecked(GuardNoSend::new()) };
        let result = self.0.wait_for(&mut guard, timeout);
        mem::forget(guard);
        !result.timed_out()
    }

    fn notify_one(&self) {
        self.0.notify_one();
    }

    fn notify_all(&self) {
        self.0.notify_all();
    }
}

/// Erases the types of `scenario`.
#[doc(hidden)]
pub fn prepare<S, O, R>(scenario: Scenario<S, O, R>) -> Box<dyn StressScenario>
where
    S: Send + Sync + 'static,
    O: Outcome,
    R: Copy + Send + Sync + 'static,
{
    Box::new(Prepared(Arc::new(scenario)))
}

struct Prepared<S, O, R>(Arc<Scenario<S, O, R>>);

impl<S, O, R> StressScenario for Prepared<S, O, R>
where
    S: Send + Sync + 'static,
    O: Outcome,
    R: Copy + Send + Sync + 'static,
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

    unsafe fn open(&self, _shared: NonNull<[u8]>) -> Box<dyn StateArray> {
        let mut of_threads = 0;
        let descriptors = descriptors_of(|| of_threads = crew::fitting(|| drop(self.0.setup.make())));
        let capacity = MOST_STATES.min(pipe::fitting(descriptors)).min(of_threads);
        let returned = self.0.actors.iter().map(|_| Returned::new(capacity)).collect();
        Box::new(Array::new(Arc::clone(&self.0), InThisProcess { capacity, returned }))
    }
}

struct InThisProcess<R> {
    capacity: u32,
    returned: Vec<Returned<R>>,
}

/// Room for what an actor returns for each place.
struct Returned<R> {
    values: NonNull<R>,
    layout: Layout,
}

impl<R> Returned<R> {
    fn new(capacity: u32) -> Self {
        let layout = Layout::array::<R>(capacity as usize).and_then(|layout| layout.align_to(PAGE));
        let layout = layout.expect("an array of small values fits into memory");
        Returned { values: allocate(layout), layout }
    }
}

fn allocate<T>(layout: Layout) -> NonNull<T> {
    if layout.size() == 0 {
        return NonNull::dangling();
    }
    // SAFETY: the layout is not empty.
    NonNull::new(unsafe { alloc(layout) }.cast()).unwrap_or_else(|| handle_alloc_error(layout))
}

impl<R> Drop for Returned<R> {
    fn drop(&mut self) {
        if self.layout.size() != 0 {
            // SAFETY: allocated in `new` with this layout. The values are `Copy`, so they need no drop.
            unsafe { dealloc(self.values.as_ptr().cast(), self.layout) };
        }
    }
}

impl<S, R> Maker<S, R> for InThisProcess<R> {
    fn capacity(&self) -> u32 {
        self.capacity
    }

    fn attach(&self, setup: &dyn RenewStretch<S>) -> S {
        crew::making_states(|| setup.make())
    }

    fn allocate(&self, layout: Layout) -> NonNull<S> {
        allocate(layout)
    }

    fn state_bytes(&self) -> usize {
        size_of::<S>()
    }

    fn renew(&self, _first: u32, states: &mut [S], spacing: u32, setup: &dyn RenewStretch<S>) {
        crew::making_states(|| setup.renew_stretch(states, spacing as usize));
    }

    fn returned(&self, actor: usize) -> *mut R {
        self.returned[actor].values.as_ptr()
    }
}

//! `sync` for real processes: futex locks, atomics and queues in a memory-mapped file that all of them share.
//!
//! Each process makes the state for itself, in the same order, and so gets handles to the same places of the shared
//! file. Only what is made of this module's types is shared. Plain fields are each process's own copy, as they are in
//! any program of several processes; they keep the value that `setup` gave them.
//!
//! A state is made fresh by copying what `setup` has made of the shared part once; where there are pipes, which are not
//! copies of each other, `setup` runs again.

use std::mem::MaybeUninit;
use std::ptr::NonNull;
use std::sync::Arc;

use rustix_futex_sync::lock_api::RawMutex as _;
use rustix_futex_sync::shm;

use crate::about::Backend;
use crate::outcome::{GradedOutcome, Outcome};
use crate::scenario::{Make, Scenario};
use crate::stressed::{Array, MOST_STATES, Maker, StateArray, StressScenario, descriptors_of, fitting_descriptors};

#[path = "derived/queue.rs"]
mod derived_queue;
#[path = "derived/value.rs"]
mod derived_value;
mod place;
#[path = "real/mod.rs"]
mod real;
mod shareable;

use derived_queue::Ring;
use place::{Extent, Image, Place, Setting};

pub use crate::owned::Owned;
pub use derived_queue::Queue;
pub use derived_value::Value;
pub use real::*;
pub use shareable::Shareable;
pub use shareable::Shareable as Payload;

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

/// Gives each lock file a byte of its own, the same one in every process: where its holder will be noted.
fn lock_file_byte() -> i64 {
    place::next_offset()
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
        &self.0.outcomes
    }

    fn killable(&self) -> Vec<usize> {
        self.0.killable()
    }

    unsafe fn open(&self, shared: NonNull<[u8]>) -> Box<dyn StateArray> {
        let mut extent = None;
        let descriptors = descriptors_of(|| extent = Some(Setting::measure(|| drop(self.0.setup.make()))));
        let (extent, image) = extent.expect("it was measured");
        // A pipe is another one in every state, so such states are not copies of each other.
        let image = (descriptors == 0).then_some(image);
        let returned_bytes = size_of::<R>().next_multiple_of(64);
        let actors = self.0.actors.len();
        let fitting = (shared.len() - actors * 64) / (extent.bytes + actors * returned_bytes);
        let capacity = (fitting as u32).min(MOST_STATES).min(fitting_descriptors(descriptors));
        assert!(capacity > 0, "a state takes {} bytes, more than the shared memory has", extent.bytes);
        let first_state = (actors * (capacity as usize * size_of::<R>()).next_multiple_of(64)).next_multiple_of(64);
        Box::new(Array::new(Arc::clone(&self.0), InSharedMemory { shared, capacity, extent, image, first_state }))
    }
}

/// The shared memory holds, per actor, what it returned for each place; and then the states.
struct InSharedMemory {
    shared: NonNull<[u8]>,
    capacity: u32,
    extent: Extent,
    /// What a fresh state looks like in shared memory, where all of them look the same.
    image: Option<Image>,
    first_state: usize,
}

impl InSharedMemory {
    fn setting(&self, first: u32, spacing: u32, fresh: bool) -> Setting {
        let offset = self.first_state + first as usize * self.extent.bytes;
        Setting::at(self.shared, offset, self.extent, spacing as usize, fresh)
    }
}

impl<S, R: Shareable> Maker<S, R> for InSharedMemory {
    fn capacity(&self) -> u32 {
        self.capacity
    }

    fn attach(&self, place: u32, setup: &dyn Make<S>) -> S {
        self.setting(place, 1, false).run(|| setup.make())
    }

    fn state_bytes(&self) -> usize {
        self.extent.bytes
    }

    fn renew(&self, first: u32, states: &mut [S], spacing: u32, setup: &dyn Make<S>) {
        if let Some(image) = &self.image {
            let base = self.shared.cast::<MaybeUninit<u64>>().as_ptr();
            for place in (0..states.len()).step_by(spacing as usize) {
                let offset = self.first_state + (first as usize + place) * self.extent.bytes;
                // SAFETY: the places are inside the shared memory, and aligned, since states take a multiple of eight
                // bytes. The caller says that nobody else uses them. The image is what `setup` made of the objects
                // of a state: plain data and idle locks, which mean the same at another place.
                unsafe { base.add(offset / 8).copy_from_nonoverlapping(image.as_ptr(), image.len()) };
            }
            return;
        }
        self.setting(first, spacing, true).run(|| setup.renew_stretch(states, spacing as usize));
    }

    fn returned(&self, actor: usize) -> *mut R {
        let stride = (self.capacity as usize * size_of::<R>()).next_multiple_of(64);
        // SAFETY: `open` left room for every actor's values in front of the states.
        unsafe { self.shared.cast::<u8>().add(actor * stride) }.as_ptr().cast()
    }
}

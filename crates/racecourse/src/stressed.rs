//! A scenario as the stress backends see it: an array of states that all actors walk, its types erased.
//!
//! A fresh pair of threads per sample sees next to nothing: the first has finished before the second starts. Here the
//! actors walk the same array of states and meet now and then, so that they reach each state at nearly the same time
//! (the idea is litmus7's; see Alglave, Maranget, Sarkar and Sewell, "Litmus: running tests against hardware",
//! TACAS 2011, section 2).

use std::alloc::Layout;
use std::cell::Cell;
use std::marker::PhantomData;
use std::ops::Range;
use std::ptr::NonNull;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::sync::{Arc, Mutex, PoisonError};

use serde::{Deserialize, Serialize};

use crate::outcome::{GradedOutcome, Outcome};
use crate::pace::{InStretches, RenewStretch};
use crate::scenario::Scenario;

mod judging;

pub(crate) use judging::Judging;

/// The most states that one array holds.
pub const MOST_STATES: u32 = 4096;

/// Arrays begin at page boundaries, in every run: where they lie to each other makes a difference of a factor of two to
/// how often some outcomes show.
pub(crate) const PAGE: usize = 4096;

/// Some of the places of an array that are in use, which may lie apart: between two of them, `spacing` - 1 states are
/// left alone, so that states in use need not share a cache line.
#[derive(Clone, Debug)]
pub struct Places {
    /// The places, numbered in the order in which they are used.
    pub range: Range<u32>,
    /// How many states there are from a place to the next; at least 1.
    pub spacing: u32,
}

impl Places {
    /// How many states there are up to the last one of these.
    fn reach(&self) -> u64 {
        if self.range.is_empty() { 0 } else { u64::from(self.range.end - 1) * u64::from(self.spacing) + 1 }
    }
}

/// A scenario, its types erased, for `threads` and `processes`.
pub trait StressScenario: Send + Sync {
    /// The actors' names, in order.
    fn actor_names(&self) -> Vec<&'static str>;

    /// The outcomes that the fixture lists.
    fn outcomes(&self) -> &[GradedOutcome];

    /// The numbers of the actors that may be killed.
    fn killable(&self) -> Vec<usize>;

    /// Makes the array of states.
    ///
    /// On `processes`, `shared` is the memory that all processes of the run have mapped; every process opens the
    /// array for itself and gets the same states. On `threads` it is not used.
    ///
    /// # Safety
    ///
    /// `shared` outlives the array and is used by nothing but arrays of this scenario.
    unsafe fn open(&self, shared: NonNull<[u8]>) -> Box<dyn StateArray>;
}

/// An array of states, and what the actors returned for each.
///
/// The methods are unsafe because the array does not know who else is using it. The rules: `act` may run for all actors
/// at once, each at most once per state between two calls of `renew`; `judge` needs all actors to have acted on its
/// places; and `judge` and `renew` need nobody else to be using theirs.
pub trait StateArray: Send + Sync {
    /// How many states there are.
    fn len(&self) -> u32;

    /// Whether there are no states at all.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How much memory a state takes, in bytes, as far as its own fields go.
    fn state_bytes(&self) -> usize;

    /// Lets an actor act on `places` in order. `at` holds the place that it acts on, and at the end the last one.
    ///
    /// # Safety
    ///
    /// See [`StateArray`].
    unsafe fn act(&self, actor: usize, places: &Places, at: &AtomicU32);

    /// Counts the outcomes of `places` into `tally`, which is always the same one for a judge, one of the actors.
    ///
    /// # Safety
    ///
    /// See [`StateArray`].
    unsafe fn judge(&self, judge: usize, places: &Places, tally: &mut Tally);

    /// Counts the outcomes of `places` once, for a group that is not going to judge them itself. An actor that was
    /// killed at these places counts as having returned what its scenario says.
    ///
    /// # Safety
    ///
    /// As for `judge`, except that an actor that was killed need not have acted.
    unsafe fn salvage(&self, places: &Places, killed: Option<usize>) -> Vec<Counted>;

    /// Replaces the states of `places` by fresh ones.
    ///
    /// # Safety
    ///
    /// See [`StateArray`].
    unsafe fn renew(&self, places: &Places);
}

thread_local! {
    /// How many descriptors of a process the objects take that were made since somebody looked.
    static DESCRIPTORS: Cell<u32> = const { Cell::new(0) };
}

/// Says that an object takes so many descriptors of every process that uses it.
pub(crate) fn note_descriptors(count: u32) {
    DESCRIPTORS.set(DESCRIPTORS.get().saturating_add(count));
}

/// How many descriptors the objects take that `make` makes.
pub(crate) fn descriptors_of(make: impl FnOnce()) -> u32 {
    DESCRIPTORS.set(0);
    make();
    DESCRIPTORS.get()
}

/// How many states fit that take so many descriptors each: half of what a process may have open is for them.
pub fn fitting_descriptors(each: u32) -> u32 {
    let limit = rustix::process::getrlimit(rustix::process::Resource::Nofile).current.unwrap_or(1024);
    let most = u32::try_from(limit).unwrap_or(u32::MAX) / 2;
    most.checked_div(each).unwrap_or(u32::MAX).max(1)
}

/// Outcomes counted by one judge.
#[derive(Debug, Default)]
pub struct Tally {
    /// Each outcome seen so far, in the order of their first appearance.
    pub counted: Vec<Counted>,
    judged: u64,
}

/// An outcome, and how often it was seen.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Counted {
    /// The outcome as text.
    pub outcome: String,
    /// How often it was seen.
    pub count: u64,
    /// How many samples this judge had judged when it first appeared, itself included.
    pub first: u64,
}

/// The part of an array that an actor walks without meeting the others.
pub struct Stretch<'a, S, R> {
    states: *const S,
    returned: *mut R,
    places: &'a Places,
    at: &'a AtomicU32,
}

impl<S, R> Stretch<'_, S, R> {
    #[inline]
    pub(crate) fn walk(&self, act: impl Fn(&S) -> R) {
        // Copies, since what an actor does could change anything behind a reference, as far as the compiler knows.
        let Places { range, spacing } = self.places.clone();
        let (states, returned, at, spacing) = (self.states, self.returned, self.at, spacing as usize);
        for place in range {
            at.store(place, Relaxed);
            // SAFETY: `StateArray::act` made this stretch from places inside both arrays; the states are initialised,
            // shared, and not replaced while actors act; and no other actor writes to this actor's `returned`.
            unsafe {
                let value = act(&*states.add(place as usize * spacing));
                returned.add(place as usize).write(value);
            }
        }
    }
}

/// How one backend makes states: at a place of the array, either a fresh one or (on `processes`) another process's.
pub(crate) trait Maker<S, R> {
    /// How many states fit.
    fn capacity(&self) -> u32;
    /// Makes the state of the next place.
    fn attach(&self, setup: &dyn RenewStretch<S>) -> S;
    /// Makes room for the states, which is never given back: an array lives as long as its process.
    fn allocate(&self, layout: Layout) -> NonNull<S>;
    /// How much memory a state takes, in bytes.
    fn state_bytes(&self) -> usize;
    /// Replaces the states from `first` on, each `spacing` further on, by fresh ones.
    fn renew(&self, first: u32, states: &mut [S], spacing: u32, setup: &dyn RenewStretch<S>);
    /// Where what an actor returned is kept: room for one value per place.
    fn returned(&self, actor: usize) -> *mut R;
}

pub(crate) struct Array<S, O, R, M: Maker<S, R>> {
    scenario: Arc<Scenario<InStretches, S, O, R>>,
    maker: M,
    len: u32,
    states: NonNull<S>,
    /// What each judge has seen, in the order of its tally. Only that judge locks it.
    seen: Vec<Seen<O>>,
    owns: PhantomData<(S, R)>,
}

/// On cache lines of its own, so that judges do not slow each other down.
#[repr(align(128))]
struct Seen<O>(Mutex<Vec<O>>);

// SAFETY: the raw pointer stands for an array of `S`, which is shared between threads (`S: Send + Sync`); what the
// actors return is written and read under the rules of `StateArray`, by one thread at a time (`R: Send`); the makers of
// this crate own memory and nothing that is bound to a thread.
unsafe impl<S: Send + Sync, O: Send, R: Send, M: Maker<S, R>> Send for Array<S, O, R, M> {}
// SAFETY: as for `Send`.
unsafe impl<S: Send + Sync, O: Send, R: Send, M: Maker<S, R>> Sync for Array<S, O, R, M> {}

impl<S, O, R, M: Maker<S, R>> Array<S, O, R, M> {
    pub(crate) fn new(scenario: Arc<Scenario<InStretches, S, O, R>>, maker: M) -> Self {
        let len = maker.capacity();
        let layout = Self::layout(len);
        let states = maker.allocate(layout);
        for place in 0..len {
            // SAFETY: `place` is inside the allocation, which nobody else knows yet.
            unsafe { states.add(place as usize).write(maker.attach(&*scenario.setup)) };
        }
        let seen = scenario.actors.iter().map(|_| Seen(Mutex::default())).collect();
        Array { scenario, maker, len, states, seen, owns: PhantomData }
    }

    /// Which part of the array the places are in: where it begins, and how many states it has.
    fn span(&self, places: &Places) -> (usize, usize) {
        assert!(places.reach() <= u64::from(self.len), "{places:?} of {} states", self.len);
        let first = u64::from(places.range.start) * u64::from(places.spacing);
        (first as usize, places.reach().saturating_sub(first) as usize)
    }

    fn layout(len: u32) -> Layout {
        let layout = Layout::array::<S>(len as usize).and_then(|layout| layout.align_to(PAGE));
        layout.expect("an array of small states fits into memory")
    }
}

impl<S, O: Outcome, R: Copy, M: Maker<S, R>> Array<S, O, R, M> {
    /// Counts the outcomes of `places` into `tally`, of which `seen` has the same outcomes with their types.
    ///
    /// # Safety
    ///
    /// See [`StateArray::judge`] and [`StateArray::salvage`].
    unsafe fn observe(&self, places: &Places, killed: Option<usize>, seen: &mut Vec<O>, tally: &mut Tally) {
        let (first, reach) = self.span(places);
        let mut returned = Vec::with_capacity(self.scenario.actors.len());
        for actor in 0..self.scenario.actors.len() {
            if killed == Some(actor) {
                returned.push(&[][..]);
                continue;
            }
            // SAFETY: the caller says that every other actor has acted on these places, so each value was written, and
            // that nobody acts on them now.
            returned.push(unsafe {
                let values = self.maker.returned(actor).add(places.range.start as usize);
                std::slice::from_raw_parts(values, places.range.len())
            });
        }
        let killed = killed.and_then(|actor| Some((actor, self.scenario.actors[actor].if_killed?)));
        // SAFETY: the places are inside the array, and the caller says that nobody replaces their states.
        let states = unsafe { std::slice::from_raw_parts(self.states.add(first).as_ptr(), reach) };
        let spacing = places.spacing as usize;
        self.scenario.observe.observe_stretch(&mut Judging { states, spacing, returned, killed, seen, tally });
    }
}

impl<S, O, R, M> StateArray for Array<S, O, R, M>
where
    S: Send + Sync + 'static,
    O: Outcome,
    R: Copy + Send + Sync + 'static,
    M: Maker<S, R>,
{
    fn len(&self) -> u32 {
        self.len
    }

    fn state_bytes(&self) -> usize {
        self.maker.state_bytes()
    }

    unsafe fn act(&self, actor: usize, places: &Places, at: &AtomicU32) {
        assert!(places.reach() <= u64::from(self.len));
        let stretch = Stretch { states: self.states.as_ptr(), returned: self.maker.returned(actor), places, at };
        self.scenario.actors[actor].act.act_on_stretch(&stretch);
    }

    unsafe fn judge(&self, judge: usize, places: &Places, tally: &mut Tally) {
        let mut seen = self.seen[judge].0.lock().unwrap_or_else(PoisonError::into_inner);
        // SAFETY: passed on from the caller.
        unsafe { self.observe(places, None, &mut seen, tally) };
    }

    unsafe fn salvage(&self, places: &Places, killed: Option<usize>) -> Vec<Counted> {
        let (mut seen, mut tally) = (Vec::new(), Tally::default());
        // SAFETY: passed on from the caller.
        unsafe { self.observe(places, killed, &mut seen, &mut tally) };
        tally.counted
    }

    unsafe fn renew(&self, places: &Places) {
        let (first, reach) = self.span(places);
        // SAFETY: the places are inside the array and initialised, and the caller says that nobody else uses them, or
        // what lies between them.
        let states = unsafe { std::slice::from_raw_parts_mut(self.states.add(first).as_ptr(), reach) };
        self.maker.renew(first as u32, states, places.spacing, &*self.scenario.setup);
    }
}

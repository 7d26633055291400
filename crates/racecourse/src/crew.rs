//! Warm threads: what `spawn` hands out on the stress backends.
//!
//! Creating a thread takes tens of microseconds, in which nothing races. Here, a thread that has done what it was
//! spawned for waits for the next thing to do, and the next `spawn` of the same actor hands it out again. Each spawned
//! closure still has a thread to itself, so spawned threads may wait for each other.
//!
//! A spawned thread has a station and a seat like an actor, so the watchdog sees where it is and what it waits for.
//! Before a state is judged or made fresh, [`settle`] waits for the threads that nobody has joined.

use std::cell::{Cell, UnsafeCell};
use std::panic::Location;
use std::sync::OnceLock;
use std::sync::atomic::{
    AtomicU32,
    Ordering::{AcqRel, Acquire, Relaxed, Release},
};

use parking_lot::Mutex;
use rustix::thread::{CpuSet, futex, sched_getaffinity, sched_setaffinity, sched_yield};

use crate::children;
use crate::seat::{self, Holder, Seat, Sleeping};
use crate::station::{Phase, Station};
use crate::wait::{Label, WaitKind};

/// What the harness provides for the threads that actors spawn.
pub struct Crew {
    /// The stations of spawned threads, and the number of the first of these tasks.
    pub stations: &'static [Station],
    /// See [`stations`](Self::stations).
    pub first: usize,
    /// How many of the stations are taken, by all processes of the group.
    pub taken: &'static AtomicU32,
    /// How many actors the group has.
    pub actors: u32,
    /// How many threads the group may have, actors included, before some must share a processor.
    pub room: &'static AtomicU32,
}

static CREW: OnceLock<Crew> = OnceLock::new();

/// The threads that were spawned in this process. Only added to.
static HELPERS: Mutex<Vec<&'static Helper>> = Mutex::new(Vec::new());

/// The threads that an actor has spawned, by itself or by way of each other.
#[derive(Default)]
struct Family {
    /// Only added to.
    helpers: Mutex<Vec<&'static Helper>>,
    /// How many of their jobs are not done. Whoever spawns a thread before it ends itself counts it before.
    undone: AtomicU32,
}

/// The threads that states have spawned while they were made. They serve whoever acts on the state, for as long as it is
/// there, so nobody waits for them to end.
static OF_STATES: Family = Family { helpers: Mutex::new(Vec::new()), undone: AtomicU32::new(0) };

/// How many threads there are for states at most, as long as each has one only.
const MOST_OF_STATES: u32 = 16;

thread_local! {
    /// How many threads were spawned while the calling thread has made states, if that is what it does.
    static MAKING: Cell<Option<u32>> = const { Cell::new(None) };
    /// The family of the calling thread.
    static FAMILY: Cell<Option<&'static Family>> = const { Cell::new(None) };
    /// At which position of this task the last thread was spawned, and how many were before it there.
    static ORDINAL: Cell<((u64, u32), u32)> = const { Cell::new(((0, 0), 0)) };
}

/// Forgets the threads of the process that forked this one: they are not here. See [`crate::children`].
pub(crate) fn forget() {
    FAMILY.set(None);
    ORDINAL.set(((0, 0), 0));
}

fn family() -> &'static Family {
    FAMILY.get().unwrap_or_else(|| {
        let family = Box::leak(Box::default());
        FAMILY.set(Some(family));
        family
    })
}

/// Makes states. Threads that they spawn are theirs, and not the caller's.
pub(crate) fn making_states<T>(make: impl FnOnce() -> T) -> T {
    let family = FAMILY.replace(Some(&OF_STATES));
    MAKING.set(Some(0));
    let made = make();
    MAKING.set(None);
    FAMILY.set(family);
    made
}

/// How many states fit of which each spawns as many threads as those that `make` makes.
pub(crate) fn fitting(make: impl FnOnce()) -> u32 {
    let threads = making_states(|| {
        make();
        MAKING.get().unwrap_or_default()
    });
    MOST_OF_STATES.checked_div(threads).unwrap_or(u32::MAX).max(1)
}

/// Says what there is for spawned threads. Later calls change nothing.
pub fn muster(crew: Crew) {
    CREW.get_or_init(|| crew);
}

/// How many times a thread looks for what it waits for before it gives up its processor: long where everybody has one.
pub fn patience() -> u32 {
    let Some(crew) = CREW.get() else { return IMPATIENT };
    if crew.actors + crew.taken.load(Relaxed) <= crew.room.load(Relaxed) { PATIENT } else { IMPATIENT }
}

const PATIENT: u32 = 20_000;
const IMPATIENT: u32 = 10;
/// How many times a thread that is waiting offers its processor to others, before it goes to sleep.
const OFFERS: u32 = 20;

pub(crate) type Job = Box<dyn FnOnce() + Send>;

/// A warm thread.
pub(crate) struct Helper {
    /// The number of the job it is doing or has done, shifted by two, and these bits.
    state: AtomicU32,
    /// Written by the task that hands the thread out, while it is idle; taken by the thread while it is busy.
    job: UnsafeCell<Option<Job>>,
    seat: &'static Seat,
    family: &'static Family,
    /// For whoever waits for the thread to end.
    holder: Holder,
}

/// It does its job.
const BUSY: u32 = 1;
/// Somebody sleeps until the state changes: the thread itself, if it is idle; else one that waits for its end.
const WATCHED: u32 = 2;

// SAFETY: `job` is written only while the state is idle, by a task that has locked the family's helpers, before `BUSY`
// is stored with `Release`; and taken by the helper's thread after that was loaded with `Acquire`, before it stores idle
// with `Release` again. Everything else is atomics.
unsafe impl Sync for Helper {}

/// Something that a warm thread was handed out for.
#[derive(Clone, Copy)]
pub(crate) struct Task {
    helper: &'static Helper,
    number: u32,
    spawned_at: &'static Location<'static>,
}

impl Task {
    fn is_done(&self) -> bool {
        let state = self.helper.state.load(Acquire);
        state >> 2 != self.number || state & BUSY == 0
    }

    /// Waits until the job is done. What it did is seen after this.
    pub(crate) fn wait(&self, at: &'static Location<'static>) {
        if self.is_done_soon() {
            return;
        }
        let label = Label { kind: "thread", name: None, made_at: self.spawned_at };
        seat::waiting(WaitKind::End, label, Some(&self.helper.holder), at, || {
            while !self.is_done() {
                let busy = (self.number << 2) | BUSY;
                let watched = busy | WATCHED;
                let _ = self.helper.state.compare_exchange(busy, watched, AcqRel, Acquire);
                // Returns at once if the state has changed meanwhile, and now and then without a reason.
                let _ = futex::wait(&self.helper.state, futex::Flags::PRIVATE, watched, None);
            }
        });
    }

    fn is_done_soon(&self) -> bool {
        soon(|| self.is_done())
    }
}

/// Looks for a while whether something has happened.
fn soon(happened: impl Fn() -> bool) -> bool {
    for _ in 0..patience() {
        if happened() {
            return true;
        }
        std::hint::spin_loop();
    }
    for _ in 0..OFFERS {
        sched_yield();
        if happened() {
            return true;
        }
    }
    false
}

/// Hands out a thread that does the job.
#[track_caller]
pub(crate) fn hand_out(job: Job, spawned_at: &'static Location<'static>) -> Task {
    assert!(!children::is_child(), "a forked process has one thread; spawn threads in its parent");
    let family = family();
    let ordinal = ordinal();
    if let Some(threads) = MAKING.get() {
        MAKING.set(Some(threads + 1));
    } else if ordinal == 1 && seat::seat().is_some_and(|seat| !seat.is_spawned()) {
        // An actor that begins with another state: the strays of the one before would only pile up.
        settle();
    }
    if let Some(station) = seat::seat().map(Seat::station).filter(|station| station.phase() == Phase::Judging) {
        station.judge_spawned.fetch_add(1, Relaxed);
    }
    let mut helpers = family.helpers.lock();
    let idle = helpers.iter().find(|helper| helper.is_idle()).copied();
    let helper = idle.unwrap_or_else(|| {
        let helper = Helper::create(family);
        helpers.push(helper);
        helper
    });
    helper.give(job, ordinal, spawned_at)
}

/// Which of the calling task's threads or processes the next one is, at the place where the task is.
pub(crate) fn ordinal() -> u32 {
    let position = seat::seat().map(|seat| seat.station().position()).unwrap_or_default();
    let (last, spawned) = ORDINAL.get();
    let ordinal = if last == position { spawned + 1 } else { 1 };
    ORDINAL.set((position, ordinal));
    ordinal
}

/// Waits until every thread that the calling actor has spawned has done its job, and those that they have spawned; and
/// until every process has ended that it has forked.
#[track_caller]
pub fn settle() {
    let at = Location::caller();
    children::settle(at);
    settle_threads(at);
    children::settle_orphans();
}

fn settle_threads(at: &'static Location<'static>) {
    let Some(family) = FAMILY.get() else { return };
    while family.undone.load(Acquire) > 0 {
        let busy = family.helpers.lock().iter().find(|helper| !helper.is_idle()).copied();
        match busy {
            Some(busy) => busy.current().wait(at),
            // One was handed out behind our back, or is just about to say that it is done.
            None => sched_yield(),
        }
    }
}

/// Every spawned thread of this process that waits for something: its number as a task, and what for.
pub fn sleeping() -> Vec<(usize, Sleeping)> {
    let helpers = HELPERS.lock().clone();
    helpers.iter().filter_map(|helper| Some((helper.seat.task(), helper.seat.sleeping()?))).collect()
}

impl Helper {
    fn is_idle(&self) -> bool {
        self.state.load(Acquire) & BUSY == 0
    }

    /// What it is doing, or has done last.
    fn current(&'static self) -> Task {
        let number = self.state.load(Acquire) >> 2;
        Task { helper: self, number, spawned_at: self.holder.since().unwrap_or_else(|| Location::caller()) }
    }

    /// # Panics
    ///
    /// If there are more threads than the harness can keep track of.
    fn create(family: &'static Family) -> &'static Helper {
        let (station, number): (&'static Station, usize) = match CREW.get() {
            Some(crew) => {
                let index = crew.taken.fetch_add(1, AcqRel) as usize;
                let station = crew.stations.get(index);
                let most = crew.stations.len();
                (station.unwrap_or_else(|| panic!("more than {most} spawned threads at once")), crew.first + index)
            }
            // Outside a stress run nobody watches.
            None => (Box::leak(Box::new(Station::default())), 0),
        };
        let helper: &'static Helper = Box::leak(Box::new(Helper {
            state: AtomicU32::new(0),
            job: UnsafeCell::new(None),
            seat: Box::leak(Box::new(Seat::new(number as u32, station))),
            family,
            holder: Holder::nobody(),
        }));
        HELPERS.lock().push(helper);
        std::thread::spawn(|| helper.work());
        helper
    }

    /// The caller has locked the family's helpers, and found this one idle.
    fn give(&'static self, job: Job, ordinal: u32, spawned_at: &'static Location<'static>) -> Task {
        let station = self.seat.station();
        if let Some(parent) = seat::seat() {
            let position = parent.station().position();
            station.parent.store(parent.task() as u32, Relaxed);
            station.ordinal.store(ordinal, Relaxed);
            station.at.store(position.1, Relaxed);
            station.round.store(position.0, Release);
        }
        station.of_state.store(std::ptr::eq(self.family, &OF_STATES).into(), Relaxed);
        // Before the job is given: whoever looks sees that something is still to be done here.
        station.given.fetch_add(1, Release);
        self.holder.set_to(self.seat.task(), spawned_at);
        // SAFETY: the thread is idle, and nobody else hands it out while the family's helpers are locked.
        unsafe { *self.job.get() = Some(job) };
        self.family.undone.fetch_add(1, Relaxed);
        let number = (self.state.load(Relaxed) >> 2).wrapping_add(1) & (u32::MAX >> 2);
        if self.state.swap((number << 2) | BUSY, AcqRel) & WATCHED != 0 {
            let _ = futex::wake(&self.state, futex::Flags::PRIVATE, u32::MAX >> 1);
        }
        Task { helper: self, number, spawned_at }
    }

    /// The life of the thread.
    fn work(&'static self) {
        // The thread that created this one may be bound to a processor.
        keep_to(0);
        self.seat.occupy();
        self.seat.station().enter(Phase::Acting);
        FAMILY.set(Some(self.family));
        let mut processor = 0;
        loop {
            let wanted = self.seat.station().processor.load(Relaxed);
            if wanted != processor {
                keep_to(wanted);
                processor = wanted;
            }
            let state = self.state.load(Acquire);
            if state & BUSY == 0 {
                if !soon(|| !self.is_idle()) {
                    let _ = self.state.compare_exchange(state, state | WATCHED, AcqRel, Acquire);
                    let _ = futex::wait(&self.state, futex::Flags::PRIVATE, state | WATCHED, None);
                }
                continue;
            }
            // SAFETY: the state is busy, so the job was given to this thread.
            if let Some(job) = unsafe { (*self.job.get()).take() } {
                job();
                children::settle(Location::caller());
            }
            if self.state.swap(state & !(BUSY | WATCHED), AcqRel) & WATCHED != 0 {
                let _ = futex::wake(&self.state, futex::Flags::PRIVATE, u32::MAX >> 1);
            }
            // Only now that everybody has been told: until then, somebody who sleeps may yet be woken.
            self.seat.station().done.fetch_add(1, Release);
            self.family.undone.fetch_sub(1, Release);
        }
    }
}

/// The processors that this process may use, as they were before any thread was bound to one.
static PROCESSORS: OnceLock<Option<CpuSet>> = OnceLock::new();

/// Notes which processors this process may use; to be called before any thread is bound to one.
pub fn note_processors() {
    PROCESSORS.get_or_init(|| sched_getaffinity(None).ok());
}

/// Binds the calling thread to a processor, given as its number plus one; 0 lets it move freely.
pub fn keep_to(processor: u32) {
    let bound = match processor.checked_sub(1) {
        Some(processor) => {
            let mut only = CpuSet::new();
            only.set(processor as usize);
            only
        }
        None => match PROCESSORS.get() {
            Some(Some(all)) => *all,
            _ => return,
        },
    };
    // Staying where it is would cost speed, not truth.
    let _ = sched_setaffinity(None, &bound);
}

//! Happens-before between the tasks of one execution of a model, for the accesses that no synchronisation orders.
//!
//! Vector clocks as in Flanagan and Freund, "FastTrack: efficient and precise dynamic race detection", PLDI 2009,
//! sections 2 and 3, with the orderings of atomics as C++20 [intro.races] and [atomics.fences] have them: a relaxed store
//! publishes nothing unless a release fence came before it, and a relaxed load receives nothing until an acquire fence
//! follows. Sequentially consistent operations count as releasing and acquiring.
//!
//! Nothing is tracked in an execution until it makes an [`UnsafeCell`](crate::loom::UnsafeCell).

use std::cell::{Cell, RefCell};
use std::panic::Location;
use std::sync::atomic::Ordering;

use smallvec::SmallVec;

use crate::context;
use crate::wait::{Label, place};

/// How the panic of a data race begins that is found here.
pub const DATA_RACE: &str = "data race: ";

thread_local! {
    static TRACKING: Cell<bool> = const { Cell::new(false) };
    static CLOCKS: RefCell<Clocks> = RefCell::new(Clocks::default());
    /// The access that is being made, and the one that it may race with.
    static SUSPECT: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// How far somebody knows what each task has done. Whoever is no task (the one that sets up and observes) comes first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Clock(SmallVec<[u32; 8]>);

impl Clock {
    fn at(&self, who: usize) -> u32 {
        self.0.get(who).copied().unwrap_or_default()
    }

    fn join(&mut self, other: &Clock) {
        if self.0.len() < other.0.len() {
            self.0.resize(other.0.len(), 0);
        }
        for (mine, theirs) in self.0.iter_mut().zip(&other.0) {
            *mine = (*mine).max(*theirs);
        }
    }

    fn tick(&mut self, who: usize) {
        if self.0.len() <= who {
            self.0.resize(who + 1, 0);
        }
        self.0[who] += 1;
    }
}

#[derive(Default)]
struct Clocks {
    tasks: Vec<Task>,
    /// What a lock's last holder knew, by the number of the lock, and what the store published that an atomic shows, by
    /// the atomic's address.
    published: Vec<(Key, Clock)>,
}

#[derive(Clone, Default)]
struct Task {
    knows: Clock,
    /// What it knew at its last release fence.
    fenced: Clock,
    /// What its relaxed loads would have told it, had they been acquiring.
    pending: Clock,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Key {
    Lock(usize),
    Atomic(usize),
}

fn me() -> usize {
    context::acting().map_or(0, |task| task + 1)
}

impl Clocks {
    fn task(&mut self, who: usize) -> &mut Task {
        while self.tasks.len() <= who {
            // Whoever begins knows what was set up.
            let knows = self.tasks.first().map_or_else(Clock::default, |first| first.knows.clone());
            let mut task = Task { knows, ..Task::default() };
            task.knows.tick(self.tasks.len());
            self.tasks.push(task);
        }
        &mut self.tasks[who]
    }

    fn published(&mut self, key: Key) -> &mut Clock {
        let known = self.published.iter().position(|(known, _)| *known == key);
        let index = known.unwrap_or_else(|| {
            self.published.push((key, Clock::default()));
            self.published.len() - 1
        });
        &mut self.published[index].1
    }

    fn publish(&mut self, key: Key, who: usize, releasing: bool, adds: bool) {
        let task = self.task(who);
        let clock = if releasing { task.knows.clone() } else { task.fenced.clone() };
        if releasing {
            task.knows.tick(who);
        }
        let published = self.published(key);
        if adds { published.join(&clock) } else { *published = clock }
    }

    fn receive(&mut self, key: Key, who: usize, acquiring: bool) {
        let clock = self.published(key).clone();
        let task = self.task(who);
        if acquiring { task.knows.join(&clock) } else { task.pending.join(&clock) }
    }
}

/// An execution begins.
pub(crate) fn begin() {
    if TRACKING.replace(false) {
        CLOCKS.set(Clocks::default());
        context::update_watched();
    }
    SUSPECT.set(None);
}

/// Whether accesses are tracked in this execution.
pub(crate) fn is_tracking() -> bool {
    TRACKING.get()
}

#[inline]
fn track(update: impl FnOnce(&mut Clocks)) {
    if TRACKING.get() {
        CLOCKS.with_borrow_mut(update);
    }
}

fn acquires(order: Ordering) -> bool {
    matches!(order, Ordering::Acquire | Ordering::AcqRel | Ordering::SeqCst)
}

fn releases(order: Ordering) -> bool {
    matches!(order, Ordering::Release | Ordering::AcqRel | Ordering::SeqCst)
}

/// The acting task has taken a lock.
#[inline]
pub(crate) fn locked(number: usize) {
    track(|clocks| clocks.receive(Key::Lock(number), me(), true));
}

/// The acting task is about to release a lock.
#[inline]
pub(crate) fn unlocks(number: usize) {
    track(|clocks| clocks.publish(Key::Lock(number), me(), true, false));
}

/// The acting task has read an atomic.
#[inline]
pub(crate) fn loaded(address: usize, order: Ordering) {
    track(|clocks| clocks.receive(Key::Atomic(address), me(), acquires(order)));
}

/// The acting task has written an atomic.
#[inline]
pub(crate) fn stored(address: usize, order: Ordering) {
    track(|clocks| clocks.publish(Key::Atomic(address), me(), releases(order), false));
}

/// The acting task has read and written an atomic in one step, which goes on with what earlier stores have published.
#[inline]
pub(crate) fn exchanged(address: usize, order: Ordering) {
    track(|clocks| {
        clocks.receive(Key::Atomic(address), me(), acquires(order));
        clocks.publish(Key::Atomic(address), me(), releases(order), true);
    });
}

/// The acting task has put up a fence.
#[inline]
pub(crate) fn fenced(order: Ordering) {
    track(|clocks| {
        let who = me();
        let task = clocks.task(who);
        if acquires(order) {
            let pending = task.pending.clone();
            task.knows.join(&pending);
        }
        if releases(order) {
            task.fenced = task.knows.clone();
            task.knows.tick(who);
        }
    });
}

/// The acting task spawns this one.
pub(crate) fn spawns(task: usize) {
    track(|clocks| {
        let parent = clocks.task(me()).knows.clone();
        clocks.task(task + 1).knows.join(&parent);
        let who = me();
        clocks.task(who).knows.tick(who);
    });
}

/// The acting task has seen this one end.
pub(crate) fn joined(task: usize) {
    track(|clocks| {
        let child = clocks.task(task + 1).knows.clone();
        clocks.task(me()).knows.join(&child);
    });
}

/// All actors have ended, and everybody who has spawned threads has joined them.
pub(crate) fn all_joined() {
    track(|clocks| {
        for task in 1..clocks.tasks.len() {
            let theirs = clocks.tasks[task].knows.clone();
            clocks.task(0).knows.join(&theirs);
        }
    });
}

/// The accesses to one cell.
#[derive(Default)]
pub(crate) struct Accesses {
    write: Option<Access>,
    /// Since the last write, the last of each task.
    reads: Vec<Access>,
}

#[derive(Clone, Copy)]
struct Access {
    who: usize,
    task: Option<usize>,
    time: u32,
    at: &'static Location<'static>,
}

impl Accesses {
    /// Of a cell that is being made.
    pub(crate) fn new() -> Self {
        TRACKING.set(true);
        context::update_watched();
        Accesses::default()
    }

    /// Notes an access of the acting task. If no synchronisation orders it behind an earlier one, of which one of the two
    /// is a write, gives a sentence that says so, with both places.
    pub(crate) fn note(&mut self, label: Label, writes: bool, at: &'static Location<'static>) -> Option<String> {
        let who = me();
        let knows = CLOCKS.with_borrow_mut(|clocks| clocks.task(who).knows.clone());
        let access = Access { who, task: context::acting(), time: knows.at(who), at };
        let reads = if writes { self.reads.as_slice() } else { &[] };
        let earlier = self.write.iter().map(|write| (write, true)).chain(reads.iter().map(|read| (read, false)));
        let earlier: Vec<_> = earlier.filter(|(earlier, _)| earlier.who != who).collect();
        let unordered = earlier.iter().find(|(earlier, _)| earlier.time > knows.at(earlier.who));
        let sentence = |&(earlier, wrote): &(&Access, bool)| {
            let (did, does) = (if wrote { "writes" } else { "reads" }, if writes { "writes" } else { "reads" });
            let (one, other) = (context::name_of(earlier.task), context::name_of(access.task));
            let (before, now) = (place(earlier.at), place(at));
            format!("{one} {did} `{label}` ({before}) and {other} {does} it ({now}), and nothing orders the two")
        };
        // A checker with a memory model of its own may object where this does not; then this is the likely pair.
        let suspect = unordered.or(earlier.last()).map(sentence);
        let race = unordered.map(sentence);
        SUSPECT.set(suspect);
        self.reads.retain(|read| !writes && read.who != who);
        if writes {
            self.write = Some(access)
        } else {
            self.reads.push(access)
        }
        race
    }
}

/// The accesses that a checker objects to, if it objects to the one that was noted last.
pub fn suspect() -> Option<String> {
    SUSPECT.with_borrow(Clone::clone)
}

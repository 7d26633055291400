//! Who acts, how much was done, and who waits for what, in the execution that is being explored.
//!
//! The checkers run all actors as coroutines of one thread, so this is a plain thread-local. Control passes from one
//! actor to another only inside an operation; whoever comes back from one says so.

use std::cell::{Cell, RefCell};
use std::panic::Location;

use crate::hang::Waiting;
use crate::injection::Injection;
use crate::table::Table;
use crate::wait::{Label, WaitKind, place};
use crate::{injection, mending, panics, races, trace};

thread_local! {
    static ACTOR: Cell<Option<usize>> = const { Cell::new(None) };
    static EXECUTIONS: Cell<u64> = const { Cell::new(0) };
    static OPERATIONS: Cell<u64> = const { Cell::new(0) };
    /// How many tasks are actors; their numbers come first.
    static ACTORS: Cell<usize> = const { Cell::new(0) };
    /// What each task waits for.
    static WAITS: Table<Option<Wait>> = const { Table(Cell::new(&[])) };
    /// What the observer waits for.
    static OBSERVER_WAITS: Cell<Option<Wait>> = const { Cell::new(None) };
    /// The threads that tasks have spawned: by whom, and which of that task's threads it is.
    static SPAWNED: RefCell<Vec<(Option<usize>, usize)>> = const { RefCell::new(Vec::new()) };
    /// How to join the threads that nobody will.
    static STRAYS: RefCell<Vec<Join>> = const { RefCell::new(Vec::new()) };
    /// Who holds each object.
    static HOLDERS: Table<Option<Holder>> = const { Table(Cell::new(&[])) };
    /// Whether every two accesses to an atomic are made a conflict.
    static THOROUGH: Cell<bool> = const { Cell::new(false) };
    /// Whether any task has given way.
    static YIELDED: Cell<bool> = const { Cell::new(false) };
    /// How often whoever gives way in an execution does nothing of the kind, and how often they have not.
    static DEAF: Cell<u32> = const { Cell::new(0) };
    static UNHEARD: Cell<u32> = const { Cell::new(0) };
    /// Whether any execution has made an atomic.
    static ATOMICS: Cell<bool> = const { Cell::new(false) };
    /// Whether anything is recorded, or happens-before is tracked: one flag for both, since every operation looks at it.
    static WATCHED: Cell<bool> = const { Cell::new(false) };
    /// How the actors are called.
    static NAMES: RefCell<Vec<&'static str>> = const { RefCell::new(Vec::new()) };
    /// What each object is called.
    static LABELS: RefCell<Vec<Label>> = const { RefCell::new(Vec::new()) };
}

/// Waits for a thread to end.
pub(crate) type Join = Box<dyn FnOnce()>;

/// What a task waits for, and where. Small where it is a lock, because every locking notes it.
#[derive(Clone, Copy)]
struct Wait {
    what: What,
    at: &'static Location<'static>,
}

#[derive(Clone, Copy)]
enum What {
    /// Something that somebody may hold.
    Held(WaitKind, Object),
    /// Something that nobody holds.
    Other(WaitKind, Label),
}

/// Who holds a lock, and since which line.
type Holder = (usize, &'static Location<'static>);

/// The number of a lock, or of the end of a thread, in the order in which they were made.
#[derive(Clone, Copy)]
pub(crate) struct Object(usize);

impl Object {
    pub(crate) fn number(self) -> usize {
        self.0
    }
}

/// Begins an execution: nobody acts, nothing was done, nobody waits, nothing is held.
pub fn begin(actors: usize) {
    ACTOR.set(None);
    EXECUTIONS.set(EXECUTIONS.get() + 1);
    OPERATIONS.set(0);
    UNHEARD.set(0);
    ACTORS.set(actors);
    WAITS.with(|waits| {
        waits.reserve(actors, None);
        waits.0.get().iter().for_each(|wait| wait.set(None));
    });
    OBSERVER_WAITS.set(None);
    races::begin();
    mending::begin();
    injection::begin();
    panics::begin();
    LABELS.with_borrow_mut(Vec::clear);
    SPAWNED.with_borrow_mut(Vec::clear);
    // What an execution that was cut short has left here belongs to that execution.
    STRAYS.with_borrow_mut(|strays| strays.drain(..).for_each(std::mem::forget));
}

/// Numbers a thread that the acting task spawns.
pub(crate) fn new_task() -> usize {
    let parent = ACTOR.get();
    let task = SPAWNED.with_borrow_mut(|spawned| {
        let siblings = spawned.iter().filter(|(other, _)| *other == parent).count();
        spawned.push((parent, siblings + 1));
        ACTORS.get() + spawned.len() - 1
    });
    WAITS.with(|waits| waits.reserve(task + 1, None));
    races::spawns(task);
    task
}

/// Hands over a thread that nobody will join.
pub(crate) fn leave_astray(join: Join) {
    STRAYS.with_borrow_mut(|strays| strays.push(join));
}

/// Joins the threads that nobody has joined. To be called before the state is observed.
pub(crate) fn settle() {
    while let Some(join) = STRAYS.with_borrow_mut(Vec::pop) {
        join();
    }
    races::all_joined();
}

/// How a task is called in reports.
fn name(task: usize) -> String {
    let Some(spawned) = task.checked_sub(ACTORS.get()) else {
        let name = NAMES.with_borrow(|names| names.get(task).map(|name| (*name).to_owned()));
        return name.unwrap_or_else(|| format!("actor {}", task + 1));
    };
    let spawned = SPAWNED.with_borrow(|all| all.get(spawned).copied());
    match spawned {
        Some((Some(parent), ordinal)) => format!("thread {ordinal} of {}", name(parent)),
        Some((None, ordinal)) => format!("thread {ordinal} of the observer"),
        None => "somebody".to_owned(),
    }
}

/// Says that the calling coroutine is this actor.
pub fn act_as(actor: usize) {
    ACTOR.set(Some(actor));
}

/// Says that the calling coroutine is none of the actors.
pub fn act_as_observer() {
    ACTOR.set(None);
}

/// The task that acts, if it is an actor or a thread that one has spawned.
pub(crate) fn acting() -> Option<usize> {
    ACTOR.get()
}

/// Whether the task that acts is a thread that one has spawned.
pub(crate) fn acts_as_spawned() -> bool {
    ACTOR.get().is_some_and(|task| task >= ACTORS.get())
}

/// Says how the actors are called, in all executions to come.
pub fn set_actor_names(names: &[&'static str]) {
    NAMES.set(names.to_vec());
}

/// From now on, every two accesses to an atomic are a conflict to the checker, so that it tries both of their orders.
pub fn be_thorough(thorough: bool) {
    THOROUGH.set(thorough);
}

/// Whether any execution in this thread has made an atomic.
pub fn has_used_atomics() -> bool {
    ATOMICS.get()
}

/// The acting task gives way.
pub(crate) fn note_yield() {
    YIELDED.set(true);
}

/// From now on, giving way does nothing the first so many times in each execution, as it may on a real machine. Otherwise
/// it lets others run, which the checkers rely on to get out of loops, and which hides what would go wrong without.
pub fn ignore_yields(times: u32) {
    DEAF.set(times);
}

/// Whether an actor that gives way now does nothing.
pub(crate) fn ignores_yield() -> bool {
    let ignores = ACTOR.get().is_some() && UNHEARD.get() < DEAF.get();
    if ignores {
        UNHEARD.set(UNHEARD.get() + 1);
    }
    ignores
}

/// Whether any task of any execution in this thread has given way.
pub fn has_yielded() -> bool {
    YIELDED.get()
}

/// Whether operations are to be told to [`trace`] and [`races`].
#[inline]
pub(crate) fn is_watched() -> bool {
    WATCHED.get()
}

/// To be called when recording or tracking begins or ends, or what is injected changes.
pub(crate) fn update_watched() {
    WATCHED.set(trace::is_on() || races::is_tracking() || injection::includes(Injection::Deaths));
}

/// An atomic is being made; says whether accesses to it are to be conflicts.
pub(crate) fn makes_atomic() -> bool {
    ATOMICS.set(true);
    THOROUGH.get()
}

/// How a task is called; `None` stands for whoever sets up and observes.
pub(crate) fn name_of(task: Option<usize>) -> String {
    task.map_or_else(|| "the observer".to_owned(), name)
}

/// How a thread that a task has spawned is called among that task's.
pub(crate) fn task_name(task: usize) -> String {
    let ordinal = SPAWNED.with_borrow(|spawned| spawned.get(task - ACTORS.get()).map_or(0, |(_, ordinal)| *ordinal));
    format!("thread {ordinal}")
}

/// The names of all tasks there have been in this execution.
pub fn task_names() -> Vec<String> {
    let tasks = ACTORS.get() + SPAWNED.with_borrow(Vec::len);
    (0..tasks).map(name).collect()
}

/// How many executions have begun in this thread so far.
pub fn executions() -> u64 {
    EXECUTIONS.get()
}

/// How many operations of `sync` were done in this execution so far.
pub fn operations() -> u64 {
    OPERATIONS.get()
}

/// The tasks that wait now, in the order of [`waits`], and without the observer.
pub fn waiting_tasks() -> Vec<usize> {
    let waits = |(task, wait): (usize, &Cell<Option<Wait>>)| wait.get().map(|_| task);
    WAITS.with(|all| all.0.get().iter().enumerate().filter_map(waits).collect())
}

/// Everybody who waits now: the tasks in order, then the observer.
pub fn waits() -> Vec<Waiting> {
    let waiting = |task: Option<usize>, wait: Option<Wait>| {
        let Wait { what, at } = wait?;
        let (kind, label, holder) = match what {
            What::Held(kind, object) => {
                let label = LABELS.with_borrow(|labels| labels.get(object.0).copied())?;
                (kind, label, HOLDERS.with(|holders| holders.get(object.0)).flatten())
            }
            What::Other(kind, label) => (kind, label, None),
        };
        Some(Waiting {
            actor: name_of(task),
            waits_for: label.to_string(),
            kind,
            held_by: holder.map(|(task, _)| name(task)),
            held_since: holder.map(|(_, since)| place(since)),
            at: place(at),
        })
    };
    let mut all: Vec<Waiting> = WAITS.with(|waits| {
        let tasks = waits.0.get().iter().enumerate();
        tasks.filter_map(|(task, wait)| waiting(Some(task), wait.get())).collect()
    });
    all.extend(waiting(None, OBSERVER_WAITS.get()));
    all
}

/// How an object is called in reports.
pub(crate) fn label(object: Object) -> String {
    LABELS.with_borrow(|labels| labels.get(object.0).map_or_else(String::new, Label::to_string))
}

/// Numbers an object that is being made, and that a task can hold.
pub(crate) fn object(label: Label) -> Object {
    let number = LABELS.with_borrow_mut(|labels| {
        labels.push(label);
        labels.len() - 1
    });
    HOLDERS.with(|holders| {
        holders.reserve(number + 1, None);
        holders.set(number, None);
    });
    Object(number)
}

/// Notes that the calling actor holds a lock.
#[inline]
pub(crate) fn hold(object: Object, since: &'static Location<'static>) {
    if is_watched() {
        races::locked(object.0);
    }
    set_holder(object, ACTOR.get().map(|actor| (actor, since)));
}

/// Notes that a task holds an object.
pub(crate) fn hold_as(object: Object, task: usize, since: &'static Location<'static>) {
    set_holder(object, Some((task, since)));
}

/// Notes that nobody holds a lock.
#[inline]
pub(crate) fn release(object: Object) {
    if is_watched() {
        races::unlocks(object.0);
    }
    set_holder(object, None);
}

#[inline]
fn set_holder(object: Object, holder: Option<Holder>) {
    HOLDERS.with(|holders| holders.set(object.0, holder));
}

/// Notes what a task, or the observer, waits for now.
#[inline]
fn set_wait(task: Option<usize>, wait: Option<Wait>) {
    match task {
        Some(task) => WAITS.with(|waits| waits.set(task, wait)),
        None => OBSERVER_WAITS.set(wait),
    }
}

/// Counts an operation during which nobody else may act.
pub(crate) fn count_operation() {
    OPERATIONS.set(OPERATIONS.get() + 1);
}

/// Does an operation, during which other actors may act.
#[inline]
pub(crate) fn operation<R>(operate: impl FnOnce() -> R) -> R {
    let me = begin_operation();
    let result = operate();
    ACTOR.set(me);
    result
}

#[inline]
fn begin_operation() -> Option<usize> {
    OPERATIONS.set(OPERATIONS.get() + 1);
    ACTOR.get()
}

/// The calling actor is about to take a lock, for which it may have to wait. To be handed to [`locked`].
///
/// Two functions and not one that takes a closure, so that the guard is not moved about: this is the operation that
/// models do most.
#[inline]
pub(crate) fn locking(object: Object, at: &'static Location<'static>) -> Option<usize> {
    let me = begin_operation();
    set_wait(me, Some(Wait { what: What::Held(WaitKind::Lock, object), at }));
    me
}

/// The actor that [`locking`] returned has the lock.
#[inline]
pub(crate) fn locked(me: Option<usize>, object: Object, at: &'static Location<'static>) {
    ACTOR.set(me);
    set_wait(me, None);
    hold(object, at);
}

/// Does an operation that may have to wait for something that a task holds.
pub(crate) fn waiting_for_held<R>(
    kind: WaitKind,
    object: Object,
    at: &'static Location<'static>,
    operate: impl FnOnce() -> R,
) -> R {
    waiting(Wait { what: What::Held(kind, object), at }, operate)
}

/// Does an operation that may have to wait for something that nobody holds.
pub(crate) fn waiting_for<R>(
    kind: WaitKind,
    label: Label,
    at: &'static Location<'static>,
    operate: impl FnOnce() -> R,
) -> R {
    waiting(Wait { what: What::Other(kind, label), at }, operate)
}

#[inline]
fn waiting<R>(wait: Wait, operate: impl FnOnce() -> R) -> R {
    let me = ACTOR.get();
    set_wait(me, Some(wait));
    let result = operation(operate);
    set_wait(me, None);
    result
}

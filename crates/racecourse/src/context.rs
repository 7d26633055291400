//! Who acts, how much was done, and who waits for what, in the execution that is being explored.
//!
//! The checkers run all actors as coroutines of one thread, so this is a plain thread-local. Control passes from one
//! actor to another only inside an operation; whoever comes back from one says so.

use std::cell::{Cell, RefCell};
use std::panic::Location;

use crate::hang::Waiting;
use crate::wait::{Label, WaitKind, place};

thread_local! {
    static ACTOR: Cell<Option<usize>> = const { Cell::new(None) };
    static OPERATIONS: Cell<u64> = const { Cell::new(0) };
    static WAITS: RefCell<Vec<Option<Wait>>> = const { RefCell::new(Vec::new()) };
    /// The threads that tasks have spawned: by whom, and which of that task's threads it is.
    static SPAWNED: RefCell<Vec<(Option<usize>, usize)>> = const { RefCell::new(Vec::new()) };
    /// How to join the threads that nobody will.
    static STRAYS: RefCell<Vec<Join>> = const { RefCell::new(Vec::new()) };
    static HOLDERS: RefCell<Vec<Option<Holder>>> = const { RefCell::new(Vec::new()) };
}

/// Waits for a thread to end.
pub(crate) type Join = Box<dyn FnOnce()>;

#[derive(Clone, Copy)]
struct Wait {
    kind: WaitKind,
    label: Label,
    object: Option<Object>,
    at: &'static Location<'static>,
}

/// Who holds a lock, and since which line.
type Holder = (usize, &'static Location<'static>);

/// The number of a lock, in the order in which they were made.
#[derive(Clone, Copy)]
pub(crate) struct Object(usize);

/// Begins an execution: nobody acts, nobody waits, nothing is held.
pub fn begin(actors: usize) {
    ACTOR.set(None);
    WAITS.with_borrow_mut(|waits| {
        waits.clear();
        waits.resize(actors, None);
    });
    HOLDERS.with_borrow_mut(Vec::clear);
    SPAWNED.with_borrow_mut(Vec::clear);
    // What an execution that was cut short has left here belongs to that execution.
    STRAYS.with_borrow_mut(|strays| strays.drain(..).for_each(std::mem::forget));
}

/// Numbers a thread that the acting task spawns.
pub(crate) fn new_task() -> usize {
    let parent = ACTOR.get();
    WAITS.with_borrow_mut(|waits| {
        SPAWNED.with_borrow_mut(|spawned| {
            let siblings = spawned.iter().filter(|(other, _)| *other == parent).count();
            spawned.push((parent, siblings + 1));
        });
        waits.push(None);
        waits.len() - 1
    })
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
}

/// How a task is called in reports.
fn name(task: usize, actor_names: &[&'static str]) -> String {
    if let Some(name) = actor_names.get(task) {
        return (*name).to_owned();
    }
    let spawned = SPAWNED.with_borrow(|spawned| spawned.get(task - actor_names.len()).copied());
    match spawned {
        Some((Some(parent), ordinal)) => format!("thread {ordinal} of {}", name(parent, actor_names)),
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

/// How many operations of `sync` were done in this thread so far.
pub fn operations() -> u64 {
    OPERATIONS.get()
}

/// Every actor that waits now, in order.
pub fn waits(actor_names: &[&'static str]) -> Vec<Waiting> {
    let name = |task: usize| name(task, actor_names);
    WAITS.with_borrow(|waits| {
        let waiting = waits.iter().enumerate().filter_map(|(actor, wait)| Some((actor, (*wait)?)));
        waiting
            .map(|(actor, wait)| {
                let holder = wait.object.and_then(holder);
                Waiting {
                    actor: name(actor),
                    waits_for: wait.label.to_string(),
                    kind: wait.kind,
                    held_by: holder.map(|(actor, _)| name(actor)),
                    held_since: holder.map(|(_, since)| place(since)),
                    at: place(wait.at),
                }
            })
            .collect()
    })
}

/// Numbers a lock that is being made.
pub(crate) fn object() -> Object {
    HOLDERS.with_borrow_mut(|holders| {
        holders.push(None);
        Object(holders.len() - 1)
    })
}

fn holder(object: Object) -> Option<Holder> {
    HOLDERS.with_borrow(|holders| holders.get(object.0).copied().flatten())
}

/// Notes that the calling actor holds a lock.
pub(crate) fn hold(object: Object, since: &'static Location<'static>) {
    set_holder(object, ACTOR.get().map(|actor| (actor, since)));
}

/// Notes that a task holds a lock.
pub(crate) fn hold_as(object: Object, task: usize, since: &'static Location<'static>) {
    set_holder(object, Some((task, since)));
}

/// Notes that nobody holds a lock.
pub(crate) fn release(object: Object) {
    set_holder(object, None);
}

fn set_holder(object: Object, holder: Option<Holder>) {
    HOLDERS.with_borrow_mut(|holders| {
        if let Some(place) = holders.get_mut(object.0) {
            *place = holder;
        }
    });
}

/// Does an operation, during which other actors may act.
#[inline]
pub(crate) fn operation<R>(operate: impl FnOnce() -> R) -> R {
    let me = ACTOR.get();
    OPERATIONS.set(OPERATIONS.get() + 1);
    let result = operate();
    ACTOR.set(me);
    result
}

/// Does an operation that may have to wait.
pub(crate) fn waiting<R>(
    kind: WaitKind,
    label: Label,
    object: Option<Object>,
    at: &'static Location<'static>,
    operate: impl FnOnce() -> R,
) -> R {
    let Some(me) = ACTOR.get() else { return operation(operate) };
    let note = |wait| {
        WAITS.with_borrow_mut(|waits| {
            if let Some(place) = waits.get_mut(me) {
                *place = wait;
            }
        });
    };
    note(Some(Wait { kind, label, object, at }));
    let result = operation(operate);
    note(None);
    result
}

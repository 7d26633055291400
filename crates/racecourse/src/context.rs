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
    static HOLDERS: RefCell<Vec<Option<Holder>>> = const { RefCell::new(Vec::new()) };
}

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
    let name = |actor: usize| actor_names.get(actor).map_or("?".to_owned(), |name| (*name).to_owned());
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

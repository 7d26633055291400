//! Where an actor of a stress run sits: what the watchdog needs to know when the actor falls asleep.
//!
//! An actor that is about to block writes down what for, and crosses it out when it is awake again. That is the slow
//! path of every lock; the fast path only notes who holds it.

use std::cell::Cell;
use std::panic::Location;
use std::path::PathBuf;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use parking_lot::Mutex;

use crate::wait::{Label, WaitKind, place};

thread_local! {
    static SEAT: Cell<Option<&'static Seat>> = const { Cell::new(None) };
}

/// The file whose bytes are locked by file locks; set once per process.
static LOCK_FILE: OnceLock<PathBuf> = OnceLock::new();

/// Says which file the file locks of this process lock. Later calls change nothing.
pub fn set_lock_file(path: PathBuf) {
    LOCK_FILE.get_or_init(|| path);
}

pub(crate) fn lock_file() -> &'static PathBuf {
    LOCK_FILE.get().expect("the harness sets the lock file before any actor runs")
}

/// One actor of a stress run, as the watchdog sees it.
pub struct Seat {
    actor: u32,
    blocked: &'static AtomicU32,
    wait: Mutex<Option<Wait>>,
}

struct Wait {
    kind: WaitKind,
    label: Label,
    holder: Option<HolderPointer>,
    at: &'static Location<'static>,
}

/// Points at the holder of the object that is waited for, which cannot go away while it is waited for.
struct HolderPointer(*const AtomicU32);

// SAFETY: it points at an atomic, and is only followed under the seat's mutex while the waiting actor borrows the object.
unsafe impl Send for HolderPointer {}

/// What an actor is waiting for.
pub struct Sleeping {
    /// What would end the wait.
    pub kind: WaitKind,
    /// The object's name.
    pub waits_for: String,
    /// The number of the actor that holds the object, where one does.
    pub held_by: Option<usize>,
    /// The source line of the operation that waits.
    pub at: String,
}

impl Seat {
    /// A seat for the actor with this number. `blocked` is 1 while the actor is inside an operation that waits.
    pub fn new(actor: u32, blocked: &'static AtomicU32) -> Self {
        Seat { actor, blocked, wait: Mutex::new(None) }
    }

    /// Seats the calling thread.
    pub fn occupy(&'static self) {
        SEAT.set(Some(self));
    }

    /// What the actor in this seat is waiting for, if it is.
    pub fn sleeping(&self) -> Option<Sleeping> {
        let wait = self.wait.lock();
        let wait = wait.as_ref()?;
        let held_by = wait.holder.as_ref().and_then(|holder| {
            // SAFETY: the waiting actor borrows the object and cannot return before it has locked `self.wait`, which
            // we hold; so the object is still there.
            let holder = unsafe { &*holder.0 }.load(Ordering::Relaxed);
            (holder != NOBODY).then(|| holder as usize - 1)
        });
        Some(Sleeping { kind: wait.kind, waits_for: wait.label.to_string(), held_by, at: place(wait.at) })
    }
}

/// What a lock notes when nobody holds it.
pub(crate) const NOBODY: u32 = 0;

/// What a lock notes as its holder when the calling thread takes it: the actor's number plus one.
#[inline]
pub(crate) fn me() -> u32 {
    SEAT.get().map_or(NOBODY, |seat| seat.actor + 1)
}

/// Runs `sleep`, an operation that is about to block, and lets the watchdog see what for.
#[cold]
pub(crate) fn waiting<R>(
    kind: WaitKind,
    label: Label,
    holder: Option<&AtomicU32>,
    at: &'static Location<'static>,
    sleep: impl FnOnce() -> R,
) -> R {
    let Some(seat) = SEAT.get() else { return sleep() };
    let holder = holder.map(|holder| HolderPointer(holder));
    *seat.wait.lock() = Some(Wait { kind, label, holder, at });
    seat.blocked.store(1, Ordering::Release);
    let result = sleep();
    seat.blocked.store(0, Ordering::Release);
    *seat.wait.lock() = None;
    result
}

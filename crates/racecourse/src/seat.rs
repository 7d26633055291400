//! Where a task of a stress run sits: what the watchdog needs to know when the task falls asleep.
//!
//! A task that is about to block writes down what for, and crosses it out when it is awake again. That is the slow
//! path of every lock; the fast path only notes who holds it, and since which line.

use std::cell::Cell;
use std::panic::Location;
use std::path::PathBuf;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};

use parking_lot::Mutex;

use crate::children::Note;
use crate::nudge;
use crate::station::Station;
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

/// One task of a stress run, as the watchdog sees it.
pub struct Seat {
    task: u32,
    station: &'static Station,
    wait: Mutex<Option<Wait>>,
    /// Where else it is written down what the task waits for: a forked process has no host that could be asked.
    note: Option<&'static Note>,
}

struct Wait {
    kind: WaitKind,
    label: Label,
    holder: Option<HolderPointer>,
    at: &'static Location<'static>,
}

/// Points at the holder of the object that is waited for, which cannot go away while it is waited for.
struct HolderPointer(*const Holder);

// SAFETY: it points at an atomic, and is only followed under the seat's mutex while the waiting task borrows the
// object.
unsafe impl Send for HolderPointer {}

/// What a task is waiting for.
pub struct Sleeping {
    /// What would end the wait.
    pub kind: WaitKind,
    /// The object's name.
    pub waits_for: String,
    /// The number of the task that holds the object, where one does.
    pub held_by: Option<usize>,
    /// The source line at which the holder took it.
    pub held_since: Option<String>,
    /// The source line of the operation that waits.
    pub at: String,
}

impl Seat {
    /// A seat for the task with this number.
    pub fn new(task: u32, station: &'static Station) -> Self {
        Seat { task, station, wait: Mutex::new(None), note: None }
    }

    /// A seat for a forked process.
    pub(crate) fn with_note(task: u32, station: &'static Station, note: &'static Note) -> Self {
        Seat { note: Some(note), ..Seat::new(task, station) }
    }

    /// Seats the calling thread.
    pub fn occupy(&'static self) {
        self.station.arrive();
        SEAT.set(Some(self));
    }

    /// The number of the task.
    pub fn task(&self) -> usize {
        self.task as usize
    }

    /// What the task in this seat is waiting for, if it is.
    pub fn sleeping(&self) -> Option<Sleeping> {
        let wait = self.wait.lock();
        let wait = wait.as_ref()?;
        let holder = wait.holder.as_ref().and_then(|holder| {
            // SAFETY: the waiting task borrows the object and cannot return before it has locked `self.wait`, which
            // we hold; so the object is still there.
            unsafe { &*holder.0 }.get()
        });
        Some(Sleeping {
            kind: wait.kind,
            waits_for: wait.label.to_string(),
            held_by: holder.map(|(task, _)| task),
            held_since: holder.map(|(_, since)| place(since)),
            at: place(wait.at),
        })
    }
}

/// The seat of the calling thread, if it has one.
pub(crate) fn seat() -> Option<&'static Seat> {
    SEAT.get()
}

impl Seat {
    /// Whether the task is a spawned thread, and no actor.
    pub(crate) fn is_spawned(&self) -> bool {
        self.station.ordinal.load(Ordering::Relaxed) > 0
    }

    pub(crate) fn station(&self) -> &'static Station {
        self.station
    }
}

/// Who holds an object, and since which line of the source: what a lock notes when it is taken.
///
/// In shared memory, it means the same in every process of a run. They are the same program, so a location is as far
/// from [`ANCHOR`] in each of them, wherever the kernel has put the program.
#[derive(Default)]
pub(crate) struct Holder(AtomicU64);

/// Any place of the program's own read-only data.
static ANCHOR: u8 = 0;

impl Holder {
    /// Nobody.
    #[inline]
    pub(crate) fn nobody() -> Self {
        Holder(AtomicU64::new(0))
    }

    /// The calling thread, if it has a seat.
    #[inline]
    pub(crate) fn set(&self, since: &'static Location<'static>) {
        if let Some(seat) = SEAT.get() {
            self.set_to(seat.task(), since);
        }
    }

    /// The task with this number.
    #[inline]
    pub(crate) fn set_to(&self, task: usize, since: &'static Location<'static>) {
        let distance = (std::ptr::from_ref(since).addr() as u64).wrapping_sub((&raw const ANCHOR).addr() as u64);
        self.0.store((distance << 8) | (task as u64 + 1), Ordering::Relaxed);
    }

    #[inline]
    pub(crate) fn clear(&self) {
        self.0.store(0, Ordering::Relaxed);
    }

    /// Since which line it is held.
    pub(crate) fn since(&self) -> Option<&'static Location<'static>> {
        self.get().map(|(_, since)| since)
    }

    pub(crate) fn get(&self) -> Option<(usize, &'static Location<'static>)> {
        let noted = self.0.load(Ordering::Relaxed);
        let task = (noted & 0xff).checked_sub(1)?;
        // The distance has a sign, which the shift keeps.
        let distance = (noted.cast_signed() >> 8).cast_unsigned();
        let address = ((&raw const ANCHOR).addr() as u64).wrapping_add(distance);
        // SAFETY: `set` computed the distance from a location with a static lifetime, of this program or of another
        // process that runs the same one, in which the same location is as far from the anchor. The word is written
        // and read as a whole.
        let since = unsafe { &*std::ptr::with_exposed_provenance::<Location<'static>>(address as usize) };
        Some((task as usize, since))
    }
}

/// Runs `sleep`, an operation that is about to block, and lets the watchdog see what for.
#[cold]
pub(crate) fn waiting<R>(
    kind: WaitKind,
    label: Label,
    holder: Option<&Holder>,
    at: &'static Location<'static>,
    sleep: impl FnOnce() -> R,
) -> R {
    let Some(seat) = SEAT.get() else { return sleep() };
    if let Some(note) = seat.note {
        note.write(kind, label, holder, at);
    }
    let holder = holder.map(|holder| HolderPointer(holder));
    *seat.wait.lock() = Some(Wait { kind, label, holder, at });
    seat.station.blocked.store(1, Ordering::Release);
    let result = sleep();
    seat.station.blocked.store(0, Ordering::Release);
    *seat.wait.lock() = None;
    nudge::set();
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_holder_is_known_with_its_line() {
        let station = Box::leak(Box::new(Station::default()));
        let seat = Box::leak(Box::new(Seat::new(63, station)));
        let holder = Holder::nobody();
        assert!(holder.get().is_none());
        seat.occupy();
        let here = Location::caller();
        holder.set(here);
        SEAT.set(None);
        assert_eq!(holder.get(), Some((63, here)));
        holder.clear();
        assert!(holder.get().is_none());
    }
}

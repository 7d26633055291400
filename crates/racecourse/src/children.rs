//! Processes that actors fork: what there is for them, and what keeps them within bounds.
//!
//! Real processes are what some lessons are about, and one of those is about a machine that is brought down by them. So
//! every one of them goes through [`fork`](crate::processes::fork), which has a place in shared memory for each process
//! that an actor may have at once, with those that they have forked in turn. There is no further process than places.
//! Before a process acts, it lowers its own limits of memory, of time, and of processes: for what goes round `fork`.
//!
//! A place has a station and a seat like an actor's, so the watchdog sees whether a process runs or what it waits for,
//! and does not take it for a hang that somebody waits for its end. All processes are in the group of their worker,
//! with which they are killed; but not before: what becomes of a process whose parent was killed is a lesson too.

use std::cell::{Cell, RefCell};
use std::io::Write;
use std::panic::{AssertUnwindSafe, Location, catch_unwind};
use std::sync::OnceLock;
use std::sync::atomic::{
    AtomicBool, AtomicU32, AtomicU64,
    Ordering::{AcqRel, Acquire, Relaxed, Release},
};

use rustix::io::Errno;
use rustix::process::{Pid, Signal, WaitId, WaitIdOptions, getpid, getppid, set_parent_process_death_signal, waitid};
use rustix::thread::sched_yield;

use crate::seat::{self, Holder, Seat, Sleeping};
use crate::station::{Phase, Station};
use crate::wait::{Label, WaitKind, place};
use crate::{crew, nudge};

mod limits;

use limits::Limits;
pub use limits::note_usage;

/// The most processes that an actor has at once, with those that they have forked.
pub const MOST_EACH: usize = 8;
/// How much memory a process may ask for, in bytes, beyond what its parent had when it was forked.
pub const MORE_MEMORY: u64 = 64 << 20;
/// How much processor time a process may use, in seconds. The watchdog sees much sooner that it gets nowhere.
pub const MOST_PROCESSOR_TIME: u64 = 2;
/// How long a process may live, in seconds. A hang is proven much sooner; this is for what nobody watches any more.
pub const LONGEST_LIFE: u32 = 20;
/// How many processes and threads its user may have, beyond those that the machine had when the worker began, before a
/// process that goes round `fork` cannot make more. The kernel does not hold root to that.
pub const MORE_PROCESSES: u64 = 512;

/// For how many turns of a spin loop a process dawdles after it has looked for its parent, and before it asks to die with
/// it: a fraction of a millisecond.
const DAWDLE: u32 = 20_000;

/// What a process exits with if it panicked, as any program in Rust does.
const PANICKED: u8 = 101;

/// One process's part of the control block. All zero is a part that no process has.
#[derive(Default)]
#[repr(C)]
pub struct ChildPlace {
    /// Where the process is.
    pub station: Station,
    note: Note,
    taken: AtomicU32,
}

impl ChildPlace {
    /// What the process waits for, if it does.
    pub fn sleeping(&self) -> Option<Sleeping> {
        (self.station.blocked.load(Acquire) == 1).then(|| self.note.read())
    }

    /// Makes room for another process, when this one has ended and been waited for.
    pub fn vacate(&self) {
        self.station.done.fetch_add(1, Release);
        self.taken.store(0, Release);
    }
}

/// What a process waits for, where others can read it. A reader may catch it half changed if the process wakes up
/// meanwhile, which makes a strange text and nothing worse. There are only texts and numbers in it: a reader may be
/// another program, which a [`Holder`] means nothing to, and which need not believe what it reads.
#[derive(Default)]
pub(crate) struct Note {
    kind: AtomicU32,
    /// The number after the holder's when the process fell asleep; 0 for nobody.
    held_by: AtomicU32,
    held_since: Text,
    waits_for: Text,
    at: Text,
}

const KINDS: [WaitKind; 9] = [
    WaitKind::Lock,
    WaitKind::Reading,
    WaitKind::Writing,
    WaitKind::Item,
    WaitKind::Room,
    WaitKind::Permit,
    WaitKind::Arrival,
    WaitKind::Notification,
    WaitKind::End,
];

impl Note {
    pub(crate) fn write(&self, kind: WaitKind, label: Label, holder: Option<&Holder>, at: &'static Location<'static>) {
        self.kind.store(KINDS.iter().position(|known| *known == kind).unwrap_or_default() as u32, Relaxed);
        let holder = holder.and_then(Holder::get);
        self.held_by.store(holder.map_or(0, |(task, _)| task as u32 + 1), Relaxed);
        self.held_since.write(&holder.map(|(_, since)| place(since)).unwrap_or_default());
        self.waits_for.write(&label.to_string());
        self.at.write(&place(at));
    }

    fn read(&self) -> Sleeping {
        let held_by = self.held_by.load(Relaxed).checked_sub(1);
        Sleeping {
            kind: KINDS[self.kind.load(Relaxed) as usize % KINDS.len()],
            waits_for: self.waits_for.read(),
            held_by: held_by.map(|task| task as usize),
            held_since: held_by.map(|_| self.held_since.read()),
            at: self.at.read(),
        }
    }
}

/// A short text in shared memory; what does not fit is cut.
#[derive(Default)]
struct Text([AtomicU64; 8]);

impl Text {
    fn write(&self, text: &str) {
        let mut bytes = [0; 64];
        let _ = (&mut bytes[..]).write(text.as_bytes());
        for (word, bytes) in self.0.iter().zip(bytes.as_chunks().0) {
            word.store(u64::from_ne_bytes(*bytes), Relaxed);
        }
    }

    fn read(&self) -> String {
        let bytes: Vec<u8> = self.0.iter().flat_map(|word| word.load(Relaxed).to_ne_bytes()).collect();
        let end = bytes.iter().position(|byte| *byte == 0).unwrap_or(bytes.len());
        String::from_utf8_lossy(&bytes[..end]).into_owned()
    }
}

/// What the harness provides for the processes that this worker's actor forks.
pub struct Children {
    /// A place for each of them, in memory that all processes of the group share.
    pub places: &'static [ChildPlace],
    /// The number of the first of these tasks.
    pub first: usize,
    /// What a process does first: gives up what only its worker may have.
    pub disown: fn(),
    /// What a worker exits with if the machine fails it.
    pub never_began: u8,
}

static CHILDREN: OnceLock<(Children, Vec<Seat>)> = OnceLock::new();

/// Says what there is for processes; to be called before any actor runs. Later calls change nothing.
pub fn provide(children: Children) {
    note_usage();
    CHILDREN.get_or_init(|| {
        let seat = |(number, place): (usize, &'static ChildPlace)| {
            Seat::with_note((children.first + number) as u32, &place.station, &place.note)
        };
        let seats = children.places.iter().enumerate().map(seat).collect();
        (children, seats)
    });
}

fn provided() -> &'static (Children, Vec<Seat>) {
    CHILDREN.get().expect("the harness sets the limits of processes before any actor runs")
}

/// Whether this process has ever forked another one.
static FORKED: AtomicBool = AtomicBool::new(false);

thread_local! {
    /// The processes that the calling thread has forked and not waited for.
    static UNWAITED: RefCell<Vec<Forked>> = const { RefCell::new(Vec::new()) };
    /// The process that forked this one, whose only thread this is.
    static PARENT: Cell<Option<Pid>> = const { Cell::new(None) };
}

/// Whether the calling thread is that of a forked process.
pub fn is_child() -> bool {
    PARENT.get().is_some()
}

/// Whether the process that forked this one is gone.
pub(crate) fn is_orphan() -> bool {
    let orphan = PARENT.get().is_some_and(|parent| getppid() != Some(parent));
    dawdle();
    orphan
}

/// Asks the kernel to kill this process as soon as its parent has ended.
pub(crate) fn die_with_parent() {
    assert!(is_child(), "only a forked process has a parent that may end before it");
    dawdle();
    set_parent_process_death_signal(Some(Signal::KILL)).expect("every kernel of this century can do that");
}

/// Lets a moment pass in which the parent may be killed. Between two lines that follow each other it hardly ever is, and
/// what is wrong there would hardly ever show.
fn dawdle() {
    for _ in 0..DAWDLE {
        std::hint::spin_loop();
    }
}

/// A process, by its number among those that the harness has places for.
#[derive(Clone, Copy, PartialEq)]
pub(crate) struct Forked {
    number: usize,
    pid: Pid,
}

/// Forks the calling process. `work` runs in the new one, which exits with what it returns. `None` if there is no place
/// for a further process.
///
/// # Safety
///
/// `work` does not use what was borrowed from the guard of an object in shared memory: the caller goes on meanwhile,
/// and releases it.
pub(crate) unsafe fn fork(work: impl FnOnce() -> u8, at: &'static Location<'static>) -> Option<Forked> {
    let (children, seats) = provided();
    let parent = seat::seat().expect("only actors fork, and what they have started");
    let ordinal = crew::ordinal();
    if ordinal == 1 && !parent.is_spawned() {
        // An actor that begins with another state: what is left of the one before would take the places of this one.
        crew::settle();
    }
    FORKED.store(true, Relaxed);
    let is_free = |place: &ChildPlace| place.taken.compare_exchange(0, 1, AcqRel, Relaxed).is_ok();
    let number = children.places.iter().position(is_free)?;
    let (station, seat) = (&children.places[number].station, &seats[number]);
    let position = parent.station().position();
    station.process.store(0, Relaxed);
    station.thread.store(0, Relaxed);
    station.blocked.store(0, Relaxed);
    station.parent.store(parent.task() as u32, Relaxed);
    station.ordinal.store(ordinal, Relaxed);
    station.at.store(position.1, Relaxed);
    station.round.store(position.0, Relaxed);
    station.enter(Phase::Acting);
    // Before there is a process: whoever looks sees that something is still to be done here.
    station.given.fetch_add(1, Release);
    let (limits, me) = (Limits::here(), getpid());
    // SAFETY: the new process has this thread only, and goes nowhere but to `live`, which never returns. The C library
    // puts its own locks in order, those of the allocator among them. Any other lock that another thread holds now
    // stays locked in the new process, which may then hang, within its limits; but nobody gets at what the lock
    // protects. What is in shared memory is used by both processes as `sync` has it, and the caller promises that
    // nothing else is.
    match unsafe { libc::fork() } {
        0 => {
            PARENT.set(Some(me));
            live(children, seat, limits, at, work)
        }
        pid => {
            let Some(pid) = Pid::from_raw(pid.max(0)) else { fail(children) };
            let forked = Forked { number, pid };
            UNWAITED.with_borrow_mut(|unwaited| unwaited.push(forked));
            Some(forked)
        }
    }
}

/// The life of a forked process.
fn live(
    children: &Children,
    seat: &'static Seat,
    limits: Limits,
    at: &'static Location<'static>,
    work: impl FnOnce() -> u8,
) -> ! {
    let life = || {
        (children.disown)();
        limits.set();
        nudge::forget();
        crew::forget();
        UNWAITED.set(Vec::new());
        // The thread that forked this process may be bound to a processor.
        crew::keep_to(0);
        seat.occupy();
        let work = || {
            let code = work();
            assert!(code < PANICKED, "{code} is not less than {PANICKED}");
            code
        };
        let code = catch_unwind(AssertUnwindSafe(work)).unwrap_or(PANICKED);
        settle(at);
        code
    };
    // No panic may go further: what called `fork` belongs to the parent. Nothing that one has left half done is looked
    // at.
    exit(catch_unwind(AssertUnwindSafe(life)).unwrap_or(children.never_began))
}

/// Ends this process, and leaves alone what belongs to all processes.
fn exit(code: u8) -> ! {
    // SAFETY: it does not return, and runs nobody's code.
    unsafe { libc::_exit(code.into()) }
}

/// Ends this process because the machine has no room for another one, which is no outcome.
fn fail(children: &Children) -> ! {
    exit(children.never_began)
}

/// Waits until a process has ended that the calling thread has forked: its exit code, or `None` if it was killed.
pub(crate) fn wait(forked: Forked, at: &'static Location<'static>) -> Option<u8> {
    let (children, _) = provided();
    let label = Label { kind: "process", name: None, made_at: at };
    let holder = Holder::nobody();
    holder.set_to(children.first + forked.number, at);
    let ended = |options| {
        loop {
            match waitid(WaitId::Pid(forked.pid), WaitIdOptions::EXITED | options) {
                Err(Errno::INTR) => {}
                status => {
                    break status.ok().flatten().expect("it is this thread's child, and was not waited for before");
                }
            }
        }
    };
    // Whoever is killed here, in any of these steps, leaves a place that somebody else vacates, or that is vacant.
    let status = seat::waiting(WaitKind::End, label, Some(&holder), at, || ended(WaitIdOptions::NOWAIT));
    children.places[forked.number].vacate();
    UNWAITED.with_borrow_mut(|unwaited| unwaited.retain(|other| *other != forked));
    ended(WaitIdOptions::empty());
    let code = status.exit_status().map(|code| code as u8);
    if code == Some(children.never_began) {
        fail(children);
    }
    code
}

/// How many processes this worker's actor has forked, with those that they have forked in turn; and how many of them
/// nobody has waited for.
pub(crate) fn count() -> (u64, usize) {
    let places = provided().0.places;
    let forked = places.iter().map(|place| u64::from(place.station.given.load(Acquire))).sum();
    (forked, places.iter().filter(|place| !place.station.is_idle()).count())
}

/// Waits until every process has ended that the calling thread has forked.
pub(crate) fn settle(at: &'static Location<'static>) {
    while let Some(forked) = UNWAITED.with_borrow(|unwaited| unwaited.last().copied()) {
        wait(forked, at);
    }
}

/// Waits until nothing is left of what processes have left behind that were killed. The harness sees to that.
pub(crate) fn settle_orphans() {
    if FORKED.load(Relaxed) && !is_child() {
        while provided().0.places.iter().any(|place| !place.station.is_idle()) {
            sched_yield();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_gives_back_what_was_written_and_cuts_what_is_too_long() {
        let (note, holder) = (Note::default(), Holder::nobody());
        let here = Location::caller();
        holder.set_to(130, here);
        let long = Label { kind: "mutex", name: Some("0123456789".repeat(7).leak()), made_at: here };
        note.write(WaitKind::Item, Label { name: Some("jobs"), ..long }, Some(&holder), here);
        let read = note.read();
        assert_eq!((read.kind, read.waits_for.as_str(), read.held_by), (WaitKind::Item, "jobs", Some(130)));
        assert_eq!((read.held_since, read.at), (Some(place(here)), place(here)));
        note.write(WaitKind::End, long, None, here);
        assert_eq!((note.read().waits_for.len(), note.read().held_by), (64, None));
    }
}

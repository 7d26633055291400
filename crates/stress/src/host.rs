//! A worker that hosts actors: all of a group's as its threads, or one of them.

use std::fs::{File, OpenOptions};
use std::ops::Range;
use std::os::fd::{AsFd, AsRawFd};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::atomic::Ordering::{AcqRel, Acquire, Relaxed};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::sync::{Mutex, PoisonError};

use racecourse::children::{self, Children};
use racecourse::crew::{self, Crew};
use racecourse::nudge;
use racecourse::processes::pipe;
use racecourse::seat::{self, Seat, Sleeping};
use racecourse::station::{Phase, Station};
use racecourse::stressed::{self, Counted, Places, StateArray, StressScenario};
use racecourse::{Grade, WaitKind, text};
use racecourse_confine::{Limits, WorkerConfinement, confine_worker};
use racecourse_worker::{NEVER_BEGAN, Parent};
use rustix::thread::futex;
use serde::{Deserialize, Serialize};

use crate::actor::Actor;
use crate::control::{Control, MOST_ACTORS, MOST_PIPES, OBSERVER};
use crate::kernel::glance;
use crate::memory::Memory;
use crate::run::LOOK_EVERY;

/// What a host is asked to do.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct HostJob {
    pub(crate) memory: PathBuf,
    pub(crate) lock_file: PathBuf,
    /// The actors that it hosts.
    pub(crate) hosted: Vec<usize>,
    pub(crate) actors: usize,
    pub(crate) seed: u64,
    /// Whether the actors have to share processors, and are made to give way to each other now and then.
    pub(crate) nudged: bool,
}

/// What the parent asks a host.
#[derive(Serialize, Deserialize)]
pub(crate) enum Ask {
    /// Who sleeps, and who has panicked.
    Inspect,
    /// To observe these places, since the group will not get round to it.
    Salvage { places: Range<u32>, spacing: u32, killed: Option<usize> },
}

/// What a host knows about its actors and their threads.
#[derive(Serialize, Deserialize)]
pub(crate) struct Inspection {
    pub(crate) asleep: Vec<Asleep>,
    pub(crate) panics: Vec<Panicked>,
}

/// What came of observing places.
#[derive(Serialize, Deserialize)]
pub(crate) enum Salvaged {
    /// What was seen.
    Counted(Vec<Counted>),
    /// The observer waits for something that nobody will ever do: it has no end.
    Asleep(Asleep),
    /// The observer panicked, with this text.
    Panicked(String),
}

#[derive(Serialize, Deserialize)]
pub(crate) struct Asleep {
    pub(crate) task: usize,
    pub(crate) kind: WaitKind,
    pub(crate) waits_for: String,
    pub(crate) held_by: Option<usize>,
    pub(crate) held_since: Option<String>,
    pub(crate) at: String,
}

impl Asleep {
    pub(crate) fn new(task: usize, sleeping: Sleeping) -> Self {
        let Sleeping { kind, waits_for, held_by, held_since, at } = sleeping;
        Asleep { task, kind, waits_for, held_by, held_since, at }
    }
}

#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Panicked {
    pub(crate) actor: usize,
    pub(crate) text: String,
}

static PANICS: Mutex<Vec<Panicked>> = Mutex::new(Vec::new());

/// Hosts the actors in this process, which is a worker, until the parent ends it. If it is to be `confined`, it is so
/// before `scenario` is called: from there on, code runs that nobody need trust.
///
/// # Panics
///
/// If the parent's files cannot be opened; the parent sees that this worker is gone.
pub fn serve(
    mut parent: Parent,
    job: &HostJob,
    confined: bool,
    scenario: impl FnOnce() -> Box<dyn StressScenario>,
) -> ! {
    // Whatever lives as long as the process is leaked, so that threads that never end can borrow it.
    let memory: &'static Memory = Box::leak(Box::new(Memory::open(&job.memory).expect("the parent has it open")));
    let control = memory.control();
    let lock_file = OpenOptions::new().read(true).write(true).open(&job.lock_file).expect("the parent has it open");
    seat::set_lock_file(format!("/proc/self/fd/{}", lock_file.as_raw_fd()).into());
    crew::note_processors();
    if confined {
        confine(control, job, &lock_file);
    }
    // Its descriptor is what it is opened by from here on.
    std::mem::forget(lock_file);
    let scenario: &'static dyn StressScenario = Box::leak(scenario());
    let wanted = |outcome: &str| {
        let listed = scenario.outcomes().iter().find(|listed| listed.outcome == outcome);
        listed.is_none_or(|listed| listed.grade != Grade::Acceptable)
    };
    let wanted: &'static (dyn Fn(&str) -> bool + Sync) = Box::leak(Box::new(wanted));
    std::panic::set_hook(Box::new(|panic| {
        if children::is_child() {
            // Its exit code says so. Who holds the lock below in the parent is not here.
            return;
        }
        let text = text::shown(panic.payload_as_str().unwrap_or("a panic without a text"), text::PANIC);
        let at = panic.location().map_or(String::new(), |at| format!(" at {}:{}", at.file(), at.line()));
        // What a spawned thread panics with is for whoever joins it.
        let Some(actor) = ACTOR.get() else { return };
        let panicked = Panicked { actor, text: format!("panicked{at}: {text}") };
        PANICS.lock().unwrap_or_else(PoisonError::into_inner).push(panicked);
    }));
    crew::muster(Crew {
        stations: control.helpers(),
        first: MOST_ACTORS,
        taken: &control.spawned,
        actors: job.actors as u32,
        room: &control.room,
    });
    // SAFETY: the memory is leaked; the parent gives it to one run of one scenario at a time.
    let array: &'static dyn StateArray = Box::leak(unsafe { scenario.open(memory.states()) });

    if let [actor] = job.hosted[..] {
        let (places, first) = control.places(actor, job.actors);
        let never_began = NEVER_BEGAN as u8;
        children::provide(Children { places, first, disown: racecourse_worker::disown, never_began });
    }

    let nudged = job.nudged;
    let mut seats = Vec::new();
    for &number in &job.hosted {
        let station = &control.actors()[number];
        let seat: &'static Seat = Box::leak(Box::new(Seat::new(number as u32, station)));
        seats.push((number, seat));
        let actor = Actor {
            number,
            actors: job.actors,
            control,
            array,
            random: fastrand::Rng::with_seed(job.seed.wrapping_add(number as u64)),
            wanted,
        };
        std::thread::spawn(move || {
            ACTOR.set(Some(number));
            seat.occupy();
            if nudged {
                nudge::start(actor.random.clone().u64(..));
            }
            if catch_unwind(AssertUnwindSafe(|| actor.run())).is_err() {
                station.enter(Phase::Panicked);
            }
        });
    }

    while let Ok(Some(ask)) = parent.receive() {
        let answered = match ask {
            Ask::Inspect => {
                let actors = seats.iter().filter_map(|(actor, seat)| Some((*actor, seat.sleeping()?)));
                let asleep = actors.chain(crew::sleeping()).map(|(task, sleeping)| Asleep::new(task, sleeping));
                let panics = PANICS.lock().unwrap_or_else(PoisonError::into_inner).clone();
                parent.send(&Inspection { asleep: asleep.collect(), panics })
            }
            Ask::Salvage { places: range, spacing, killed } => {
                // SAFETY: the parent asks this of one host of a group that will never judge or renew these places,
                // because one of its actors hangs or was killed. Every other actor has done with them: their positions
                // are beyond, which the parent has read after the actor had gone to sleep or had met the others, both
                // of which order its writes before the parent's reading, and so before this.
                let observe = move || unsafe { array.salvage(&Places { range, spacing }, killed) };
                parent.send(&salvage(observe))
            }
        };
        if answered.is_err() {
            break;
        }
    }
    std::process::exit(0);
}

/// How much processor time a confined host may use for each processor there is, in seconds. Its parent ends it much sooner.
const MOST_PROCESSOR_TIME: u64 = 3600;

/// How many more processes and threads its user may have than the machine has when the host begins. Others need some too.
const MORE_PROCESSES: u64 = 4096;

/// Confines this process, and opens before that what actors need later.
fn confine(control: &Control, job: &HostJob, lock_file: &File) {
    let processes = children::note_usage();
    let alone = if let [actor] = job.hosted[..] { Some(actor) } else { None };
    if let Some(actor) = alone {
        share_pipes(control, actor, job.actors);
    }
    // Where it is seen whether an observer sleeps. Left open: see `WorkerConfinement`.
    let threads = File::open("/proc/self/task").expect("the kernel lists this process's threads");
    let processors = std::thread::available_parallelism().map_or(1, usize::from) as u64;
    let limits = Limits {
        processor_seconds: Some(MOST_PROCESSOR_TIME * processors),
        // What processes share is written to in memory, which this does not limit.
        file_bytes: Some(0),
        user_processes: processes.map(|now| now + MORE_PROCESSES),
        ..Limits::default()
    };
    let confinement = WorkerConfinement {
        files: &[lock_file.as_fd()],
        folders: &[threads.as_fd()],
        forks: alone.is_some(),
        limits,
        ..WorkerConfinement::default()
    };
    if let Err(error) = confine_worker(&confinement) {
        // The answer has not run, and is not to blame.
        eprintln!("cannot confine this worker: {error}");
        std::process::exit(NEVER_BEGAN);
    }
    std::mem::forget(threads);
}

/// Makes pipes for the states of this host, and opens those of all others as soon as they have made them.
fn share_pipes(control: &Control, actor: usize, actors: usize) {
    // As many as there would be states with one pipe each, up to what is enough.
    let count = (stressed::fitting_descriptors(2 * actors as u32) as usize).min(MOST_PIPES);
    let pipes = &control.pipes;
    for (place, number) in pipes.numbers[actor].iter().zip(pipe::set_aside(count)) {
        place.store(number, Relaxed);
    }
    let all = actors as u32;
    if pipes.written.fetch_add(1, AcqRel) + 1 == all {
        let _ = futex::wake(&pipes.written, futex::Flags::empty(), u32::MAX >> 1);
    }
    loop {
        let written = pipes.written.load(Acquire);
        if written >= all {
            break;
        }
        // Should one of them die before, the parent ends this process.
        let _ = futex::wait(&pipes.written, futex::Flags::empty(), written, None);
    }
    let numbers = pipes.numbers.iter().take(actors).flat_map(|of_actor| &of_actor[..count]);
    pipe::open_those(numbers.map(|number| number.load(Relaxed)));
}

/// Runs the observer on a thread of its own, so that it can be told if it hangs.
fn salvage(observe: impl FnOnce() -> Vec<Counted> + Send + 'static) -> Salvaged {
    let station: &'static Station = Box::leak(Box::default());
    let seat: &'static Seat = Box::leak(Box::new(Seat::new(OBSERVER as u32, station)));
    let (sender, receiver) = mpsc::channel();
    std::thread::spawn(move || {
        ACTOR.set(Some(OBSERVER));
        seat.occupy();
        // Nobody waits for it any more if it has hung.
        let _ = sender.send(observe());
    });
    let mut before = None;
    loop {
        match receiver.recv_timeout(LOOK_EVERY) {
            Ok(counted) => return Salvaged::Counted(counted),
            Err(RecvTimeoutError::Disconnected) => {
                let panics = PANICS.lock().unwrap_or_else(PoisonError::into_inner);
                let text = panics.iter().rev().find(|panic| panic.actor == OBSERVER).map(|panic| panic.text.clone());
                return Salvaged::Panicked(text.unwrap_or_else(|| "panicked".to_owned()));
            }
            Err(RecvTimeoutError::Timeout) => {}
        }
        // The same proof as the watchdog's. Nobody else is at work on these places.
        let glance = glance(std::process::id(), station.thread.load(Acquire));
        let blocked = station.blocked.load(Acquire) == 1 && glance.is_some_and(|glance| glance.asleep);
        if blocked
            && glance == before
            && let Some(sleeping) = seat.sleeping()
        {
            return Salvaged::Asleep(Asleep::new(OBSERVER, sleeping));
        }
        before = glance;
    }
}

thread_local! {
    static ACTOR: std::cell::Cell<Option<usize>> = const { std::cell::Cell::new(None) };
}

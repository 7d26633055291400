//! A worker that hosts actors: all of a group's as its threads, or one of them.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::atomic::Ordering::Relaxed;
use std::sync::{Mutex, PoisonError};

use racecourse::seat::{self, Seat};
use racecourse::stressed::StressScenario;
use racecourse::{Grade, WaitKind};
use racecourse_worker::Parent;
use rustix::thread::{CpuSet, gettid, sched_getaffinity, sched_setaffinity};
use serde::{Deserialize, Serialize};

use crate::actor::Actor;
use crate::control::Phase;
use crate::memory::Memory;

/// What a host is asked to do.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct HostJob {
    memory: PathBuf,
    lock_file: PathBuf,
    /// The actors that it hosts.
    hosted: Vec<usize>,
    actors: usize,
    most_states: u32,
    seed: u64,
}

impl HostJob {
    pub(crate) fn new(
        memory: PathBuf,
        lock_file: PathBuf,
        hosted: Vec<usize>,
        actors: usize,
        most_states: u32,
        seed: u64,
    ) -> Self {
        HostJob { memory, lock_file, hosted, actors, most_states, seed }
    }
}

/// What the parent asks a host.
#[derive(Serialize, Deserialize)]
pub(crate) struct Inspect;

/// What a host knows about its actors.
#[derive(Serialize, Deserialize)]
pub(crate) struct Inspection {
    pub(crate) asleep: Vec<Asleep>,
    pub(crate) panics: Vec<Panicked>,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct Asleep {
    pub(crate) actor: usize,
    pub(crate) kind: WaitKind,
    pub(crate) waits_for: String,
    pub(crate) held_by: Option<usize>,
    pub(crate) at: String,
}

#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Panicked {
    pub(crate) actor: usize,
    pub(crate) text: String,
}

static PANICS: Mutex<Vec<Panicked>> = Mutex::new(Vec::new());

/// How many times an actor looks for the others before it gives up the processor: long where everybody has one.
const PATIENT: u32 = 20_000;
const IMPATIENT: u32 = 50;

/// Hosts the actors in this process, which is a worker, until the parent ends it.
///
/// # Panics
///
/// If the parent's files cannot be opened; the parent sees that this worker is gone.
pub fn serve(mut parent: Parent, job: &HostJob, scenario: Box<dyn StressScenario>) -> ! {
    // Whatever lives as long as the process is leaked, so that threads that never end can borrow it.
    let scenario: &'static dyn StressScenario = Box::leak(scenario);
    let wanted = |outcome: &str| {
        let listed = scenario.outcomes().iter().find(|listed| listed.outcome == outcome);
        listed.is_none_or(|listed| listed.grade != Grade::Acceptable)
    };
    let wanted: &'static (dyn Fn(&str) -> bool + Sync) = Box::leak(Box::new(wanted));
    let memory: &'static Memory = Box::leak(Box::new(Memory::open(&job.memory).expect("the parent has it open")));
    let control = memory.control();
    seat::set_lock_file(job.lock_file.clone());
    std::panic::set_hook(Box::new(|panic| {
        let text = panic.payload_as_str().unwrap_or("a panic without a text");
        let at = panic.location().map_or(String::new(), |at| format!(" at {}:{}", at.file(), at.line()));
        let actor = ACTOR.get().unwrap_or(usize::MAX);
        let panicked = Panicked { actor, text: format!("panicked{at}: {text}") };
        PANICS.lock().unwrap_or_else(PoisonError::into_inner).push(panicked);
    }));
    // SAFETY: the memory is leaked; the parent gives it to one run of one scenario at a time.
    let array = Box::leak(unsafe { scenario.open(memory.states()) });
    let processors: Vec<usize> = match sched_getaffinity(None) {
        Ok(allowed) => (0..CpuSet::MAX_CPU).filter(|processor| allowed.is_set(*processor)).collect(),
        Err(_) => Vec::new(),
    };
    let roomy = processors.len() >= job.actors;

    let mut seats = Vec::new();
    for &number in &job.hosted {
        let state = &control.actors[number].0;
        let seat: &'static Seat = Box::leak(Box::new(Seat::new(number as u32, &state.blocked)));
        seats.push((number, seat));
        let actor = Actor {
            number,
            actors: job.actors,
            control,
            array: &*array,
            most_states: job.most_states,
            patience: if roomy { PATIENT } else { IMPATIENT },
            random: fastrand::Rng::with_seed(job.seed.wrapping_add(number as u64)),
            wanted,
        };
        let processor = roomy.then(|| processors[number % processors.len()]);
        std::thread::spawn(move || {
            ACTOR.set(Some(number));
            if let Some(processor) = processor {
                let mut only = CpuSet::new();
                only.set(processor);
                // Staying together on one processor would cost speed, not truth.
                let _ = sched_setaffinity(None, &only);
            }
            state.thread.store(gettid().as_raw_nonzero().get().unsigned_abs(), Relaxed);
            seat.occupy();
            if catch_unwind(AssertUnwindSafe(|| actor.run())).is_err() {
                state.enter(Phase::Panicked);
            }
        });
    }

    while let Ok(Some(Inspect)) = parent.receive() {
        let asleep = seats.iter().filter_map(|(actor, seat)| {
            let sleeping = seat.sleeping()?;
            Some(Asleep {
                actor: *actor,
                kind: sleeping.kind,
                waits_for: sleeping.waits_for,
                held_by: sleeping.held_by,
                at: sleeping.at,
            })
        });
        let panics = PANICS.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if parent.send(&Inspection { asleep: asleep.collect(), panics }).is_err() {
            break;
        }
    }
    std::process::exit(0);
}

thread_local! {
    static ACTOR: std::cell::Cell<Option<usize>> = const { std::cell::Cell::new(None) };
}

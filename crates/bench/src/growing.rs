//! Counters with any number of actors that count any number of times, for loom through `sync`.

use racecourse::explored::ModelScenario;
use racecourse::loom::{AtomicU64, Mutex, Ordering::Relaxed, Scenario, prepare};
use racecourse::{Backend, Implementation};
use serde::Serialize;

/// What the actors count with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Counter {
    /// Each step is one `fetch_add`.
    Atomic,
    /// Each step takes a lock, adds, and releases it.
    Mutex,
}

impl Counter {
    /// Both counters.
    pub const ALL: [Counter; 2] = [Counter::Atomic, Counter::Mutex];

    /// The name used in reports.
    pub fn name(self) -> &'static str {
        match self {
            Counter::Atomic => "atomic counter",
            Counter::Mutex => "mutex counter",
        }
    }
}

/// The most actors, and the most steps of each, that are measured. Loom has five threads at most.
pub const MOST: u32 = 4;

/// The actors' names.
const NAMES: [&str; MOST as usize] = ["first", "second", "third", "fourth"];

/// Each actor's way of running: a name, the backend, and the scenario.
type Entry = (&'static str, Backend, Implementation);

macro_rules! grid {
    ($make:ident, $($actors:literal: $($steps:literal)*;)*) => {
        &[$($((
            concat!($actors, " ", $steps),
            Backend::Loom,
            Implementation::Model($make::<$actors, $steps>),
        ),)*)*]
    };
}

/// The atomic counter in every size; its code is called by the number of actors and of steps.
pub(crate) const ATOMIC: &[Entry] = grid!(atomic, 1: 1 2 3 4; 2: 1 2 3 4; 3: 1 2 3 4; 4: 1 2 3 4;);
/// The same for the mutex.
pub(crate) const MUTEX: &[Entry] = grid!(mutex, 1: 1 2 3 4; 2: 1 2 3 4; 3: 1 2 3 4; 4: 1 2 3 4;);

fn atomic<const ACTORS: usize, const STEPS: usize>() -> Box<dyn ModelScenario> {
    let mut scenario = Scenario::new(|| AtomicU64::new(0));
    for name in &NAMES[..ACTORS] {
        scenario = scenario.actor(name, |total: &AtomicU64| {
            for _ in 0..STEPS {
                total.fetch_add(1, Relaxed);
            }
        });
    }
    prepare(scenario.observe(|total| total.load(Relaxed)))
}

fn mutex<const ACTORS: usize, const STEPS: usize>() -> Box<dyn ModelScenario> {
    let mut scenario = Scenario::new(|| Mutex::new(0_u64));
    for name in &NAMES[..ACTORS] {
        scenario = scenario.actor(name, |total: &Mutex<u64>| {
            for _ in 0..STEPS {
                *total.lock() += 1;
            }
        });
    }
    prepare(scenario.observe(|total| *total.lock()))
}

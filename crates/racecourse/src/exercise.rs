//! A fixture as an exercise: where it stands in the course, and what an answer to it is judged by.

use std::fmt;

use serde::{Deserialize, Serialize};

/// One thing that an answer is judged by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Criterion {
    /// It compiles, keeps the interface, and uses nothing that an answer may not use.
    Interface,
    /// A caller who is alone gets what it is owed.
    Sequential,
    /// Nothing forbidden is ever observed, nobody panics, and there is no data race: in every execution that the model
    /// checkers can see.
    Safety,
    /// Everybody gets to the end in each of these executions: no deadlock, no lost wake-up, no livelock.
    Liveness,
    /// The same on real threads and real processes.
    Stress,
    /// Actors can be at work at the same time.
    Concurrency,
    /// Whoever waits sleeps.
    NoBusyWait,
    /// It stays within the limits of time and memory.
    Budget,
}

impl Criterion {
    /// All criteria, in the order in which they are reported.
    pub const ALL: [Criterion; 8] = [
        Criterion::Interface,
        Criterion::Sequential,
        Criterion::Safety,
        Criterion::Liveness,
        Criterion::Stress,
        Criterion::Concurrency,
        Criterion::NoBusyWait,
        Criterion::Budget,
    ];

    /// The name in data.
    pub fn name(self) -> &'static str {
        match self {
            Criterion::Interface => "interface",
            Criterion::Sequential => "sequential",
            Criterion::Safety => "safety",
            Criterion::Liveness => "liveness",
            Criterion::Stress => "stress",
            Criterion::Concurrency => "concurrency",
            Criterion::NoBusyWait => "no-busy-wait",
            Criterion::Budget => "budget",
        }
    }

    /// What it asks for, in a line.
    pub fn title(self) -> &'static str {
        match self {
            Criterion::Interface => "compiles and keeps the interface",
            Criterion::Sequential => "right for a caller who is alone",
            Criterion::Safety => "nothing forbidden in any execution",
            Criterion::Liveness => "no deadlock and no lost wake-up",
            Criterion::Stress => "holds on real threads and processes",
            Criterion::Concurrency => "still concurrent",
            Criterion::NoBusyWait => "no busy wait",
            Criterion::Budget => "within its budget",
        }
    }
}

impl fmt::Display for Criterion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// What has to be possible at the same time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Concurrency {
    /// Operations: two tasks are there at once, and both do something. One lock around everything is fine.
    Operations,
    /// The work that callers bring along: one can be in the middle of its own while another one is, too. A lock around it
    /// is not fine.
    Work,
}

/// What is particular about a fixture as an exercise.
#[derive(Clone, Copy, Debug)]
pub struct Exercise {
    /// Its place in the course, which builds up: lower numbers come first.
    pub place: u32,
    /// What has to be possible at the same time.
    pub concurrency: Concurrency,
    /// An outcome of `crowd.rs` that some execution has to end with: one that comes about only if what the fixture asks for goes
    /// on at the same time.
    pub shows: Option<&'static str>,
    /// Whether loom cannot be expected to get through every right answer: then what it explores up to a bound, such as few
    /// preemptions, counts as everything.
    pub bounded: bool,
    /// Whether an answer has to work across processes. Elsewhere one that compiles for every backend but `processes`, because
    /// it shares what only threads can share, is judged without them.
    pub across_processes: bool,
    /// What a criterion is worth here, where that is not what the rubric says.
    pub points: &'static [(Criterion, u32)],
    /// What a wrong variant loses, where that is not what follows from its expected verdicts. One that is wrong for a
    /// caller who is alone ([`Criterion::Sequential`]) loses what comes after that too, without being named.
    pub loses: &'static [(&'static str, &'static [Criterion])],
}

impl Exercise {
    /// An exercise like most, at this place of the course.
    pub const fn at(place: u32) -> Self {
        Exercise {
            place,
            concurrency: Concurrency::Operations,
            shows: None,
            bounded: false,
            across_processes: false,
            points: &[],
            loses: &[],
        }
    }
}

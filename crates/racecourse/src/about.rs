//! Typed metadata: what a fixture is about, and what each backend is expected to say of each variant.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::exercise::Exercise;
use crate::injection::Injection;

/// What judges a variant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Backend {
    /// Real threads of one process.
    Threads,
    /// Real processes that share memory.
    Processes,
    /// Exhaustive model checking with loom.
    Loom,
    /// Randomised model checking with shuttle.
    Shuttle,
}

impl Backend {
    /// All backends, in the order in which reports list them.
    pub const ALL: [Backend; 4] = [Backend::Threads, Backend::Processes, Backend::Loom, Backend::Shuttle];

    /// The name used on the command line, in reports and in test names.
    pub fn name(self) -> &'static str {
        match self {
            Backend::Threads => "threads",
            Backend::Processes => "processes",
            Backend::Loom => "loom",
            Backend::Shuttle => "shuttle",
        }
    }

    /// Whether it runs the real thing rather than a model of it.
    pub fn is_stress(self) -> bool {
        matches!(self, Backend::Threads | Backend::Processes)
    }
}

impl fmt::Display for Backend {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// What went wrong in a violated execution.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ViolationKind {
    /// The observer saw an outcome that the specification rules out.
    ForbiddenOutcome,
    /// Actors wait for each other, or for a lock that nobody will release.
    Deadlock,
    /// Actors wait to be told something, and nobody is left to tell them.
    LostWakeUp,
    /// Actors run and get nowhere.
    Livelock,
    /// An actor panicked.
    Panic,
    /// Two accesses to one place, one of them a write, with nothing that orders them.
    DataRace,
    /// The process that ran the actors died.
    Abort,
}

impl ViolationKind {
    /// The name used in reports.
    pub fn name(self) -> &'static str {
        match self {
            ViolationKind::ForbiddenOutcome => "forbidden-outcome",
            ViolationKind::Deadlock => "deadlock",
            ViolationKind::LostWakeUp => "lost-wake-up",
            ViolationKind::Livelock => "livelock",
            ViolationKind::Panic => "panic",
            ViolationKind::DataRace => "data-race",
            ViolationKind::Abort => "abort",
        }
    }

    /// The name in a sentence.
    pub fn words(self) -> &'static str {
        match self {
            ViolationKind::ForbiddenOutcome => "forbidden outcome",
            ViolationKind::LostWakeUp => "lost wake-up",
            ViolationKind::DataRace => "data race",
            other => other.name(),
        }
    }
}

impl fmt::Display for ViolationKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// One way in which a variant goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Violation {
    /// The observer sees this outcome (as text), which is forbidden.
    Outcome(&'static str),
    /// The actors go wrong in this way, before anything can be observed.
    Kind(ViolationKind),
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Violation::Outcome(outcome) => write!(f, "outcome {outcome}"),
            Violation::Kind(kind) => write!(f, "{kind}"),
        }
    }
}

/// What a backend is expected to say of a variant: one cell of the outcome table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expectation {
    /// Nothing forbidden happens.
    Holds,
    /// At least one of these happens, and nothing forbidden besides them. Where a backend explores completely without
    /// being stopped by a violation, every one of them happens.
    Violated(&'static [Violation]),
    /// The variant is wrong and this backend cannot see it, for the reason given. Stale as soon as it does see it.
    Misses(&'static str),
    /// The backend cannot express the fixture or run it, for the reason given.
    Unsupported(&'static str),
}

impl Expectation {
    /// The verdict expected, as reports name it.
    pub fn verdict(self) -> &'static str {
        match self {
            Expectation::Holds | Expectation::Misses(_) => "held",
            Expectation::Violated(_) => "violated",
            Expectation::Unsupported(_) => "unsupported",
        }
    }
}

/// Where a pattern was met.
#[derive(Clone, Copy, Debug)]
pub struct Source {
    /// What is found there.
    pub title: &'static str,
    /// Its address.
    pub url: &'static str,
}

/// An outcome that a backend shows although loom, which enumerates every execution that it can see, does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gap {
    /// The variant.
    pub variant: &'static str,
    /// The backend that shows it.
    pub backend: Backend,
    /// The outcome as text.
    pub outcome: &'static str,
    /// Why loom does not. Stale as soon as it does.
    pub why: &'static str,
}

/// A variant and its row of the outcome table.
#[derive(Clone, Copy, Debug)]
pub struct VariantAbout {
    /// The variant's name: `broken`, `fixed` or `wrong_<idea>`, which is also its file's.
    pub name: &'static str,
    /// One line that says what this variant does.
    pub idea: &'static str,
    everywhere: Expectation,
    exceptions: &'static [(Backend, Expectation)],
}

impl VariantAbout {
    /// A variant of which every backend of the fixture is expected to say the same.
    pub const fn new(name: &'static str, idea: &'static str, everywhere: Expectation) -> Self {
        VariantAbout { name, idea, everywhere, exceptions: &[] }
    }

    /// Names the backends that are expected to say something else.
    pub const fn but(mut self, exceptions: &'static [(Backend, Expectation)]) -> Self {
        self.exceptions = exceptions;
        self
    }
}

/// What a fixture is about: metadata that stands next to the code and is checked against it.
#[derive(Clone, Copy, Debug)]
pub struct About {
    /// The folder's name.
    pub name: &'static str,
    /// One line that tells the bug.
    pub title: &'static str,
    /// The weakness in the Common Weakness Enumeration, where one fits.
    pub cwe: Option<u16>,
    /// The kind of tutorial or text that the pattern comes from.
    pub origin: &'static str,
    /// Where it happened in the wild.
    pub sources: &'static [Source],
    /// What a backend models differently from the real thing.
    pub modelled: &'static [(Backend, &'static str)],
    /// Why a backend is left out. Every backend is either run or has its reason here.
    pub unsupported: &'static [(Backend, &'static str)],
    /// What a backend shows and loom does not enumerate, and why.
    pub gaps: &'static [Gap],
    /// The fixture as an exercise.
    pub exercise: Exercise,
    /// What the models let happen besides what the actors do.
    pub injected: &'static [Injection],
    /// Backends that do not know what the fixture is about, and run some of its other scenarios all the same.
    pub besides: &'static [Backend],
    /// The variants, `broken` and `fixed` first.
    pub variants: &'static [VariantAbout],
}

impl About {
    /// What `backend` is expected to say of `variant`.
    pub fn expectation(&self, variant: &VariantAbout, backend: Backend) -> Expectation {
        if let Some((_, reason)) = self.unsupported.iter().find(|(left_out, _)| *left_out == backend) {
            return Expectation::Unsupported(reason);
        }
        variant
            .exceptions
            .iter()
            .find(|(exception, _)| *exception == backend)
            .map_or(variant.everywhere, |(_, expectation)| *expectation)
    }
}

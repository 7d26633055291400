//! The programs that are measured, as scenarios.

use racecourse::{About, Backend, Class, Fixture, Implementation, VariantAbout};
use racecourse::{Expectation, Violation};
use racecourse_runner::Cell;

use crate::checked::Checked;
use crate::contest::Program;
use crate::growing::{self, Counter};
use crate::on_loom::through_sync as on_loom;
use crate::on_shuttle::through_sync as on_shuttle;
use crate::spawning::{self, Children};

/// The programs as a class, so that this program's workers find them. It is in no catalogue.
pub(crate) const CLASS: Class = Class {
    name: "bench",
    fixtures: &[LOST_UPDATE, STORE_BUFFERING, CHECKED, ATOMIC_COUNTER, MUTEX_COUNTER, SPAWNING],
};

const LOST_UPDATE: Fixture = Fixture {
    about: &about("lost-update", &[VariantAbout::new("broken", "adds in two steps", SEEN)]),
    subject: "",
    others: &[],
    implementations: &[
        ("broken", Backend::Threads, Implementation::Stress(threads::lost_update)),
        ("broken", Backend::Processes, Implementation::Stress(processes::lost_update)),
    ],
    sources: &[],
};

const STORE_BUFFERING: Fixture = Fixture {
    about: &about("store-buffering", &[VariantAbout::new("broken", "orders nothing", SEEN)]),
    subject: "",
    others: &[],
    implementations: &[
        ("broken", Backend::Threads, Implementation::Stress(threads::store_buffering)),
        ("broken", Backend::Processes, Implementation::Stress(processes::store_buffering)),
    ],
    sources: &[],
};

const CHECKED: Fixture = Fixture {
    about: &about("checked", &[VariantAbout::new("any", "is explored", SEEN)]),
    subject: "",
    others: &[],
    implementations: &[
        (Checked::LostUpdate.code(), Backend::Loom, Implementation::Model(on_loom::lost_update)),
        (Checked::MutexCounter.code(), Backend::Loom, Implementation::Model(on_loom::mutex_counter)),
        (Checked::TwoLocks.code(), Backend::Loom, Implementation::Model(on_loom::two_locks)),
        (Checked::Messages.code(), Backend::Loom, Implementation::Model(on_loom::messages)),
        (Checked::LostUpdate.code(), Backend::Shuttle, Implementation::Model(on_shuttle::lost_update)),
        (Checked::MutexCounter.code(), Backend::Shuttle, Implementation::Model(on_shuttle::mutex_counter)),
        (Checked::TwoLocks.code(), Backend::Shuttle, Implementation::Model(on_shuttle::two_locks)),
        (Checked::Messages.code(), Backend::Shuttle, Implementation::Model(on_shuttle::messages)),
    ],
    sources: &[],
};

const ATOMIC_COUNTER: Fixture = Fixture {
    about: &about("atomic-counter", &[VariantAbout::new("any", "is explored", SEEN)]),
    implementations: growing::ATOMIC,
    subject: "",
    others: &[],
    sources: &[],
};

const MUTEX_COUNTER: Fixture = Fixture {
    about: &about("mutex-counter", &[VariantAbout::new("any", "is explored", SEEN)]),
    implementations: growing::MUTEX,
    subject: "",
    others: &[],
    sources: &[],
};

const SPAWNING: Fixture = Fixture {
    about: &about("spawning", &[VariantAbout::new("any", "spawns and joins", SEEN)]),
    subject: "",
    others: &[],
    implementations: &[
        (Children::One.code(), Backend::Threads, Implementation::Stress(spawning::one)),
        (Children::Two.code(), Backend::Threads, Implementation::Stress(spawning::two)),
    ],
    sources: &[],
};

const SEEN: Expectation = Expectation::Violated(&[Violation::Outcome("1")]);

const fn about(name: &'static str, variants: &'static [VariantAbout]) -> About {
    let (title, origin) = ("measured, not judged", "the benchmark");
    About {
        name,
        title,
        cwe: None,
        exercise: racecourse::Exercise::at(0),
        origin,
        sources: &[],
        modelled: &[],
        unsupported: &[],
        gaps: &[],
        injected: &[],
        besides: &[],
        variants,
    }
}

/// A program on a backend.
pub(crate) fn cell(program: Program, backend: Backend) -> Cell {
    let fixture = match program {
        Program::LostUpdate => LOST_UPDATE,
        Program::StoreBuffering => STORE_BUFFERING,
    };
    cell_of(fixture, fixture.about.variants[0].name, backend)
}

/// A program that spawns threads.
pub(crate) fn spawning_cell(children: Children) -> Cell {
    cell_of(SPAWNING, children.code(), Backend::Threads)
}

/// A program for the model checkers on one of them.
pub(crate) fn checked(program: Checked, checker: Backend) -> Cell {
    cell_of(CHECKED, program.code(), checker)
}

/// A counter with this many actors that do this many steps each, on loom.
///
/// # Panics
///
/// If it is not compiled in this size.
pub(crate) fn counter(kind: Counter, actors: u32, steps: u32) -> Cell {
    let fixture = match kind {
        Counter::Atomic => ATOMIC_COUNTER,
        Counter::Mutex => MUTEX_COUNTER,
    };
    let size = format!("{actors} {steps}");
    let entry = fixture.implementations.iter().find(|(code, ..)| *code == size).expect("every size is compiled");
    cell_of(fixture, entry.0, Backend::Loom)
}

fn cell_of(fixture: Fixture, code: &'static str, backend: Backend) -> Cell {
    Cell::new(CLASS.name, fixture, &fixture.about.variants[0], backend).with_code_of(code)
}

macro_rules! scenarios {
    ($backend:ident) => {
        mod $backend {
            use racecourse::stressed::StressScenario;
            use racecourse::$backend::{AtomicU64, Ordering::Relaxed, Scenario, prepare};

            pub(super) fn lost_update() -> Box<dyn StressScenario> {
                fn increment(total: &AtomicU64) {
                    let seen = total.load(Relaxed);
                    total.store(seen + 1, Relaxed);
                }
                prepare(
                    Scenario::new(|| AtomicU64::new(0))
                        .actor("left", increment)
                        .actor("right", increment)
                        .observe(|total| total.load(Relaxed))
                        .acceptable(2, "both increments landed")
                        .forbidden(1, "one increment overwrote the other"),
                )
            }

            pub(super) fn store_buffering() -> Box<dyn StressScenario> {
                prepare(
                    Scenario::new(|| (AtomicU64::new(0), AtomicU64::new(0)))
                        .actor("left", |(x, y): &(AtomicU64, AtomicU64)| {
                            x.store(1, Relaxed);
                            y.load(Relaxed) as u8
                        })
                        .actor("right", |(x, y)| {
                            y.store(1, Relaxed);
                            x.load(Relaxed) as u8
                        })
                        .observe_returned(|_, seen| (seen[0], seen[1]))
                        .interesting((0, 0), "neither saw the other's store")
                        .acceptable((0, 1), "right was later")
                        .acceptable((1, 0), "left was later")
                        .acceptable((1, 1), "both saw the other's store"),
                )
            }
        }
    };
}

scenarios!(threads);
scenarios!(processes);

/// The outcome that is counted.
pub(crate) fn rare(program: Program) -> &'static str {
    match program {
        Program::LostUpdate => "1",
        Program::StoreBuffering => "(0, 0)",
    }
}

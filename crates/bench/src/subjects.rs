//! The programs that are measured, as scenarios for the engine.

use racecourse::{About, Backend, Class, Fixture, Implementation, VariantAbout};
use racecourse::{Expectation, Violation};
use racecourse_runner::Cell;

use crate::contest::Program;

/// The programs as a class, so that this program's workers find them. It is in no catalogue.
pub const CLASS: Class = Class { name: "bench", fixtures: &[LOST_UPDATE, STORE_BUFFERING] };

const LOST_UPDATE: Fixture = Fixture {
    about: &about("lost-update", &[VariantAbout::new("broken", "adds in two steps", SEEN)]),
    implementations: &[
        ("broken", Backend::Threads, Implementation::Stress(threads::lost_update)),
        ("broken", Backend::Processes, Implementation::Stress(processes::lost_update)),
    ],
};

const STORE_BUFFERING: Fixture = Fixture {
    about: &about("store-buffering", &[VariantAbout::new("broken", "orders nothing", SEEN)]),
    implementations: &[
        ("broken", Backend::Threads, Implementation::Stress(threads::store_buffering)),
        ("broken", Backend::Processes, Implementation::Stress(processes::store_buffering)),
    ],
};

const SEEN: Expectation = Expectation::Violated(&[Violation::Outcome("1")]);

const fn about(name: &'static str, variants: &'static [VariantAbout]) -> About {
    let (title, origin) = ("measured, not judged", "the benchmark");
    About { name, title, cwe: None, origin, sources: &[], modelled: &[], unsupported: &[], variants }
}

/// A program on a backend.
pub(crate) fn cell(program: Program, backend: Backend) -> Cell {
    let fixture = match program {
        Program::LostUpdate => LOST_UPDATE,
        Program::StoreBuffering => STORE_BUFFERING,
    };
    let variant = &fixture.about.variants[0];
    Cell { class: CLASS.name, fixture, variant, code: variant.name, backend }
}

macro_rules! scenarios {
    ($backend:ident) => {
        mod $backend {
            use racecourse::Scenario;
            use racecourse::stressed::StressScenario;
            use racecourse::$backend::{AtomicU64, Ordering::Relaxed, prepare};

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

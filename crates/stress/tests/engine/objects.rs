//! Scenarios about what `sync` is made of, for threads and for processes: those that every backend has, and one more.

use racecourse::Backend;
use racecourse::stressed::StressScenario;

#[path = "../../../racecourse/tests/on_every_backend/objects.rs"]
mod on_every_backend;

#[path = "../../../racecourse/tests/on_every_backend/owners.rs"]
mod with_owners;

/// The scenario of that name, if it is one of these.
pub(crate) fn scenario(name: &str, backend: Backend) -> Option<Box<dyn StressScenario>> {
    match backend {
        Backend::Threads => owned(name).or_else(|| threads::scenario(name)),
        _ => processes::scenario(name),
    }
}

macro_rules! scenarios {
    ($backend:ident) => {
        mod $backend {
            use racecourse::stressed::StressScenario;
            use racecourse::$backend::*;

            use super::on_every_backend;

            on_every_backend::shared_scenarios!(StressScenario);

            pub(super) fn scenario(name: &str) -> Option<Box<dyn StressScenario>> {
                Some(match name {
                    "killed while writing" => prepare(
                        Scenario::new(|| RwLock::named("total", 0_u32))
                            .killable_actor("victim", false, |total: &RwLock<u32>| {
                                *total.write() += 1;
                                true
                            })
                            .actor("survivor", |total| {
                                *total.write() += 1;
                                true
                            })
                            .observe_returned(|total, seen| (*total.read(), seen[0]))
                            .acceptable((2, true), "nobody was killed")
                            .acceptable((2, false), "it was killed when it had added one")
                            .acceptable((1, false), "it was killed before it added one"),
                    ),
                    _ => return shared(name),
                })
            }
        }
    };
}

use racecourse::threads::*;
with_owners::owner_scenarios!(StressScenario);

scenarios!(threads);
scenarios!(processes);

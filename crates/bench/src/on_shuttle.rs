//! The programs for the model checkers on shuttle.

use ::shuttle as native;
use racecourse::shuttle as sync;
use racecourse_model::settings::{self, MOST_DEPTH_FIRST, PCT_DEPTH, SAMPLES};
use shuttle::Runner;
use shuttle::scheduler::{DfsScheduler, PctScheduler, RandomScheduler};

use crate::exploration::BUDGET;

#[path = "checked/directly.rs"]
pub(crate) mod directly;
#[path = "checked/through_sync.rs"]
pub(crate) mod through_sync;

/// Calls `once` with the schedules that `cargo xtask model` tries.
fn search(once: impl Fn() + Clone + Send + Sync + 'static, seed: u64) {
    // The same bound on time as through `sync`: shuttle looks at the clock for it before each execution.
    let config = || settings::shuttle(BUDGET);
    let tried = Runner::new(DfsScheduler::new(Some(MOST_DEPTH_FIRST), false), config()).run(once.clone());
    if tried < MOST_DEPTH_FIRST {
        return;
    }
    Runner::new(RandomScheduler::new_from_seed(seed, SAMPLES), config()).run(once.clone());
    Runner::new(PctScheduler::new_from_seed(seed, PCT_DEPTH, SAMPLES), config()).run(once);
}

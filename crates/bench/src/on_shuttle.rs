//! The programs for the model checkers on shuttle.

use std::sync::Arc;

use ::shuttle as native;
use racecourse::shuttle as sync;
use racecourse_model::settings::{self, MOST_DEPTH_FIRST, PCT_DEPTH, SAMPLES};
use shuttle::Runner;
use shuttle::scheduler::{DfsScheduler, PctScheduler, RandomScheduler, Scheduler};

use crate::exploration::BUDGET;

#[path = "checked/directly.rs"]
pub(crate) mod directly;
#[path = "checked/through_sync.rs"]
pub(crate) mod through_sync;

/// Calls `once` with the schedules that `cargo xtask model` tries.
fn search(once: Arc<dyn Fn() + Send + Sync>, seed: u64) {
    let tried = search_with(DfsScheduler::new(Some(MOST_DEPTH_FIRST), false), &once);
    if tried < MOST_DEPTH_FIRST {
        return;
    }
    search_with(RandomScheduler::new_from_seed(seed, SAMPLES), &once);
    search_with(PctScheduler::new_from_seed(seed, PCT_DEPTH, SAMPLES), &once);
}

fn search_with(scheduler: impl Scheduler + 'static, once: &Arc<dyn Fn() + Send + Sync>) -> usize {
    let once = Arc::clone(once);
    // The same bounds on steps and on time as through `sync`: shuttle looks at the clock before each execution.
    Runner::new(scheduler, settings::shuttle(2, BUDGET)).run(move || once())
}

//! The programs for the model checkers on loom.

use std::sync::Arc;

use ::loom as native;
use racecourse::loom as sync;
use racecourse_model::settings;

#[path = "checked/directly.rs"]
pub(crate) mod directly;
#[path = "checked/through_sync.rs"]
pub(crate) mod through_sync;

/// Calls `once` for every execution.
fn search(once: Arc<dyn Fn() + Send + Sync>, _seed: u64) {
    settings::loom(None).check(move || once());
}

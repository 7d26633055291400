//! Model checking of fixtures with loom and shuttle.
//!
//! Every exploration runs in a worker, because both checkers end some failures with an abort and others never. The
//! worker counts executions and outcomes itself: loom returns as if all were well when a bound cuts it short, and tells
//! nobody how many executions it explored.

mod counts;
mod execution;
mod failure;
mod fair;
mod haste;
mod hunt;
mod inspect;
mod late;
mod ledger;
mod loom_path;
mod loom_search;
mod run;
mod schedule;
pub mod settings;
mod shuttle_search;
mod witness;

pub use failure::TOO_MANY_THREADS;
pub use hunt::{HuntJob, Recording, follow, hunt, replay, serve_hunt};
pub use inspect::{InspectJob, Manners, inspect, serve_inspect};
pub use loom_search::GIVES_WAY_TO_ALL;
pub use run::{ModelJob, run, serve};
pub use schedule::{Choice, Schedule};
pub use witness::{Witness, ending, fingerprint};

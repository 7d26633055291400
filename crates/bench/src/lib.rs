//! What the engines achieve, side by side with what one would write without them.
//!
//! The stress engine is measured against the naive way and against a loop tuned by hand, the model checkers through
//! `sync` against the same programs written directly on loom and shuttle, and threads and processes against doing one thing
//! after the other. Contestants do the same work one after the other, turn after turn, so that a noisy machine is noisy for
//! all of them.

mod baseline;
mod checked;
mod contest;
mod exploration;
mod growing;
mod memory;
mod on_loom;
mod on_shuttle;
mod overlap;
mod spawning;
mod standings;
mod subjects;
mod tally;
mod worker;
mod workloads;

pub use checked::Checked;
pub use contest::{Contestant, Figures, Program, Round};
pub use exploration::{CHECKERS, Comparison, Growth, Pair};
pub use growing::{Counter, MOST};
pub use overlap::Overlap;
pub use spawning::{Children, Spawning};
pub use standings::{Model, Options, Standings, run};
pub use worker::take_over;
pub use workloads::{TASKS, WORKERS, Way, Work, Workload};

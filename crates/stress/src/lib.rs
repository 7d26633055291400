//! Stress runs of fixtures on real threads and real processes.
//!
//! A run is a sequence of *groups*. A group is a set of worker processes that host the actors: one worker with all the
//! actors as its threads (`threads`), or one worker per actor (`processes`). Both do the same thing on the same control
//! block in a shared memory-mapped file: walk an array of states, meet now and then, judge the states, make them fresh,
//! begin again. The parent watches the control block; when the actors hang, panic or die, it counts that as the
//! outcome of the sample, kills the group and starts the next one.

mod actor;
mod control;
mod explain;
mod fault;
mod group;
mod host;
mod kernel;
mod memory;
mod orphans;
mod room;
mod run;
mod tuner;
mod watch;

pub use host::{HostJob, serve};
pub use run::{Length, Need, StressJob, run};

//! The stress engine, side by side with the naive way and with a loop tuned by hand.
//!
//! Two programs, both as small as can be: a counter that two actors read, add to and write back, and two flags that
//! each actor sets before it reads the other's (store buffering). Every contestant runs the same code for the same
//! time, one after the other, round after round, so that a noisy machine is noisy for all of them.

mod baseline;
mod contest;
mod subjects;

pub use contest::{Contestant, Figures, Options, Program, Round, Standings, run};
pub use subjects::CLASS;

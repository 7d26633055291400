//! Takes the solution for a module of its own.

use super::{spec, sync};

#[path = "SOLUTION"]
mod solution;

pub use solution::Tally;

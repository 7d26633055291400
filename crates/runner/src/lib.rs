//! From a selection of variants and backends to a report: plan, run each cell of the outcome table, judge.
//!
//! Everything that runs fixtures goes through here: the command line, and the tests of every class. A program that uses
//! this crate calls [`workers::take_over`] first thing in `main`, because it is started again as its own worker.

mod cell;
mod cross;
mod engine;
mod judge;
mod select;
pub mod trials;
pub mod witnesses;
pub mod workers;

pub use cell::{Cell, Program};
pub use cross::cross_check;
pub use engine::{Effort, Observer, Plan, inspect, model, run, stress};
pub use select::{NoSuchName, cells, fixtures};

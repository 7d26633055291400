//! Loom and real threads against ground truth: litmus tests of which every outcome that RC11 allows is known.
//!
//! RC11 is the memory model of Lahav, Vafeiadis, Kang, Hur and Dreyer, "Repairing sequential consistency in C/C++11",
//! PLDI 2017. The tests and their outcomes are data (`data/rc11.json`), and so is every difference between RC11 and
//! what loom explores, with its cause. The README of this crate says where the data comes from.
//!
//! A test is parsed into operations, which one interpreter carries out on any memory: the atomics of a backend, or
//! plain memory for sequential consistency.

mod interleaving;
mod judge;
mod litmus;
mod outcome;
mod program;
mod scenarios;
mod table;

pub use judge::{differs_from_loom, differs_from_rc11, not_seen, outside_of_loom, outside_of_rc11};
pub use litmus::{Kind, Litmus, find, tests};
pub use outcome::Outcome;
pub use scenarios::{loom, threads};
pub use table::markdown;

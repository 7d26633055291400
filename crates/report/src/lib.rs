//! One result type for every backend, drawn as a table or as JSON.

mod interleaving;
mod json;
mod matrix;
mod merge;
mod result;
mod statistics;
mod table;
mod text;

pub use interleaving::{Interleaving, Row, StepRow, draw, first_difference, rows, steps_as_rows};
pub use json::{json, read};
pub use matrix::{Agreement, CrossCheck, Matrix, draw_matrix};
pub use merge::{merge, shares};
pub use result::{Confidence, HangReport, OutcomeRow, Report, RunResult, VerdictName, WaitReport};
pub use statistics::upper_bound;
pub use table::tables;
pub use text::{count, heading, paragraph, plural, seconds};

//! One result type for every backend, drawn as a table or as JSON.

mod json;
mod merge;
mod result;
mod statistics;
mod table;
mod text;

pub use json::{json, read};
pub use merge::{merge, shares};
pub use result::{Confidence, HangReport, OutcomeRow, Report, RunResult, VerdictName, WaitReport};
pub use statistics::upper_bound;
pub use table::tables;
pub use text::{count, paragraph, plural, seconds};

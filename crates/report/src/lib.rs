//! One result type for every backend, drawn as a table or as JSON.

mod json;
mod result;
mod table;
mod text;

pub use json::json;
pub use result::{Confidence, HangReport, OutcomeRow, Report, RunResult, VerdictName, WaitReport};
pub use table::tables;
pub use text::{count, paragraph, plural, seconds};

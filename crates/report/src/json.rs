//! The report as one JSON document.

use crate::result::Report;

/// The report as JSON, with a line break at its end.
pub fn json(report: &Report) -> String {
    let mut text = serde_json::to_string_pretty(report).expect("a report has no maps with other keys than text");
    text.push('\n');
    text
}

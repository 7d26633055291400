//! The report as one JSON document.

use crate::result::Report;

/// The report as JSON, with a line break at its end.
pub fn json(report: &Report) -> String {
    let mut text = serde_json::to_string_pretty(report).expect("a report has no maps with other keys than text");
    text.push('\n');
    text
}

/// The report in a JSON document.
///
/// # Errors
///
/// If it is none, or one of another version.
pub fn read(text: &str) -> Result<Report, String> {
    let report: Report = serde_json::from_str(text).map_err(|error| format!("it is no report ({error})"))?;
    match report.schema_version {
        1 => Ok(report),
        other => Err(format!("it is of version {other}, and this program reads version 1")),
    }
}

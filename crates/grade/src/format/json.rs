//! A grade as one JSON document.

use crate::score::Grade;

/// The grade as JSON.
pub(super) fn json(grade: &Grade) -> String {
    super::pretty(grade)
}

/// The grade in a JSON document.
///
/// # Errors
///
/// If it is none, or one of another version.
pub fn read(text: &str) -> Result<Grade, String> {
    let grade: Grade = serde_json::from_str(text).map_err(|error| format!("it is no grade ({error})"))?;
    match grade.schema_version {
        1 => Ok(grade),
        other => Err(format!("it is of version {other}, and this program reads version 1")),
    }
}

//! The result that GitHub Classroom's reporter takes from a step of a workflow: JSON, base64-encoded.
//!
//! Written after what the `autograding-*` actions write and what `autograding-grading-reporter` reads of it
//! (<https://github.com/classroom-resources>). It adds up the scores of the tests.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;

use super::exercism::status;
use super::rows::{outcome, rows};
use super::text::{cut, one_line};
use crate::score::Grade;

/// The most bytes of a message. The reporter gets everything in one variable of its environment, for which Linux allows
/// 128 KiB: nine tests of this size fit in, even if each of their bytes is escaped in JSON.
const MESSAGE: usize = 3072;
/// The most bytes of what was checked.
const CODE: usize = 1024;
/// The most bytes of a file's name.
const FILE: usize = 256;

#[derive(Serialize)]
struct Results {
    version: u32,
    status: &'static str,
    max_score: u32,
    tests: Vec<Test>,
}

#[derive(Serialize)]
struct Test {
    name: &'static str,
    status: &'static str,
    message: Option<String>,
    test_code: String,
    filename: String,
    /// 0 if there is none: the reporter leaves it out then.
    line_no: u32,
    score: u32,
}

/// The grade as GitHub Classroom takes it.
pub(super) fn classroom(grade: &Grade) -> String {
    let filename = cut(&one_line(&grade.file), FILE).into_owned();
    let tests = rows(grade)
        .into_iter()
        .map(|row| Test {
            name: row.name,
            status: status(row.outcome),
            test_code: cut(row.code(), CODE).into_owned(),
            message: row.message.map(|message| cut(&message, MESSAGE).into_owned()),
            filename: filename.clone(),
            line_no: row.line.unwrap_or(0),
            score: row.points.map_or(0, |points| points.counted),
        })
        .collect();
    let results = Results { version: 1, status: status(outcome(grade)), max_score: grade.out_of, tests };
    let document = serde_json::to_vec(&results).expect("no document has maps with other keys than text");
    STANDARD.encode(document) + "\n"
}

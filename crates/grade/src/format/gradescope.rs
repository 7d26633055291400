//! The `results.json` of a Gradescope autograder.
//!
//! Written after "Autograder Specifications" (<https://gradescope-autograders.readthedocs.io/en/latest/specs/>).

use serde::Serialize;

use super::rows::{Outcome, Row, hint, rows};
use super::text::{clean, one_line};
use crate::score::Grade;

/// Every text is shown as it is: in the other formats, `Vec<T>` would be an element of HTML.
const TEXT: &str = "text";
const VISIBLE: &str = "visible";

#[derive(Serialize)]
struct Results<'a> {
    score: u32,
    /// In seconds, and a whole number as in the specification's example.
    execution_time: u64,
    output: String,
    output_format: &'static str,
    test_output_format: &'static str,
    test_name_format: &'static str,
    visibility: &'static str,
    /// What the grader prints is for the teacher.
    stdout_visibility: &'static str,
    extra_data: Extra<'a>,
    tests: Vec<Test>,
}

#[derive(Serialize)]
struct Extra<'a> {
    schema_version: u32,
    class: &'a str,
    fixture: &'a str,
    kind: Option<&'static str>,
    witness: Option<&'a str>,
    cap: Option<u32>,
}

#[derive(Serialize)]
struct Test {
    #[serde(skip_serializing_if = "Option::is_none")]
    score: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    max_score: Option<u32>,
    status: &'static str,
    name: &'static str,
    name_format: &'static str,
    number: String,
    output: String,
    output_format: &'static str,
    tags: Vec<&'static str>,
    visibility: &'static str,
}

/// The grade as Gradescope takes it.
pub(super) fn gradescope(grade: &Grade) -> String {
    let failure = grade.failure.as_ref();
    super::pretty(&Results {
        score: grade.score,
        execution_time: grade.seconds.ceil() as u64,
        output: output(grade),
        output_format: TEXT,
        test_output_format: TEXT,
        test_name_format: TEXT,
        visibility: VISIBLE,
        stdout_visibility: "hidden",
        extra_data: Extra {
            schema_version: grade.schema_version,
            class: &grade.class,
            fixture: &grade.fixture,
            kind: failure.and_then(|failure| failure.kind).map(|kind| kind.name()),
            witness: failure.and_then(|failure| failure.witness.as_deref()),
            cap: grade.cap.as_ref().map(|cap| cap.at_most),
        },
        tests: rows(grade).into_iter().enumerate().map(|(index, row)| test(index + 1, row)).collect(),
    })
}

fn test(number: usize, row: Row) -> Test {
    let under_the_cap = row.points.filter(|points| points.counted < points.earned).map(|points| {
        let (earned, counted) = (points.earned, points.counted);
        format!("{earned} of {} points, of which {counted} count under the cap", points.out_of)
    });
    let checked = row.checked.map(|checked| format!("checked: {checked}"));
    let parts = [checked, under_the_cap, row.message];
    Test {
        score: row.points.map(|points| points.counted),
        max_score: row.points.map(|points| points.out_of),
        status: if row.outcome == Outcome::Passed { "passed" } else { "failed" },
        name: row.name,
        name_format: TEXT,
        number: number.to_string(),
        output: parts.into_iter().flatten().collect::<Vec<_>>().join("\n\n"),
        output_format: TEXT,
        tags: vec![row.key],
        visibility: VISIBLE,
    }
}

/// What is to be said of the whole answer.
fn output(grade: &Grade) -> String {
    let name = format!("{}/{}", one_line(&grade.class), one_line(&grade.fixture));
    let mut parts = vec![format!("{name}: {} of {} points\n{}", grade.score, grade.out_of, clean(&grade.title))];
    parts.extend(grade.cap.as_ref().map(|cap| format!("The score is at most {}: {}", cap.at_most, clean(&cap.reason))));
    // Gradescope folds up what a test says.
    parts.extend(grade.failure.as_ref().map(|failure| match failure.kind {
        Some(kind) => format!("What goes wrong: {}: {}", kind.words(), clean(&failure.summary)),
        None => format!("What is wrong: {}", clean(&failure.summary)),
    }));
    parts.extend(hint(grade));
    if let Some(lesson) = &grade.lesson {
        parts.push(format!("The reference fix:\n\n{}", clean(&lesson.reference)));
        for fix in &lesson.wrong_fixes {
            let (name, idea, why) = (one_line(&fix.name), one_line(&fix.idea), one_line(&fix.why));
            parts.push(format!("A fix that only looks right, {name}: {idea}\nWhy it is wrong: {why}"));
        }
        for (title, address) in &lesson.in_the_wild {
            parts.push(format!("In the wild: {} ({})", one_line(title), one_line(address)));
        }
    }
    parts.extend(grade.notices.iter().map(|notice| format!("Note: {}", clean(notice))));
    parts.join("\n\n")
}

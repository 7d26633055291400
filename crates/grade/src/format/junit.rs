//! A grade as JUnit XML: one suite, and a test for each criterion.
//!
//! What is not shown is an error and not skipped, since build servers count what is skipped as good.

use std::time::Duration;

use quick_junit::{NonSuccessKind, Property, Report, TestCase, TestCaseStatus, TestSuite};

use super::rows::{Outcome, Row, rows};
use super::text::{clean, one_line};
use super::{Look, human};
use crate::score::Grade;

/// The grade as JUnit XML.
pub(super) fn junit(grade: &Grade) -> String {
    let time = Duration::try_from_secs_f64(grade.seconds).unwrap_or_default();
    let name = format!("{}/{}", one_line(&grade.class), one_line(&grade.fixture));
    let rows = rows(grade);
    let mut suite = TestSuite::new(name.as_str());
    suite.set_time(time);
    // The schema has properties for a suite, and none for a test.
    suite.add_property(Property::new("score", grade.score.to_string()));
    suite.add_property(Property::new("out-of", grade.out_of.to_string()));
    for (row, points) in rows.iter().filter_map(|row| Some((row, row.points?))) {
        let value = format!("{}/{}", points.counted, points.out_of);
        suite.add_property(Property::new(format!("points.{}", row.key), value));
    }
    suite.add_test_cases(rows.into_iter().map(|row| test(row, &name)));
    // Here is what no test has: the hint, the lesson, the notices.
    suite.set_system_out(clean(&human::human(grade, Look::PLAIN)));

    let mut report = Report::new("racecourse");
    report.set_time(time);
    report.add_test_suite(suite);
    let text = report.to_string().expect("a report can be written to memory");
    // No test is ever skipped, and the schema has this attribute for a suite only.
    text.replacen(" skipped=\"0\"", "", 1)
}

fn test(row: Row, suite: &str) -> TestCase {
    let mut status = match row.outcome {
        Outcome::Passed => TestCaseStatus::success(),
        Outcome::Failed => TestCaseStatus::non_success(NonSuccessKind::Failure),
        Outcome::Error => TestCaseStatus::non_success(NonSuccessKind::Error),
    };
    if let (Some(message), Some(summary)) = (row.message, row.summary) {
        status.set_type(row.kind).set_message(summary).set_description(message);
    }
    let mut case = TestCase::new(row.name, status);
    // `class/fixture` as readers know packages and classes.
    case.set_classname(suite.replace('/', "."));
    if let Some(checked) = row.checked {
        case.set_system_out(checked);
    }
    case
}

//! How a grade is shown: what people read, and whether what platforms read is as they specify it.

mod noise;
mod samples;
mod schemas;
mod xml;

use anstream::adapter::strip_str;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use racecourse_grade::{Cap, Format, Grade, Look, Standing, read, render};
use schemas::Schema;
use serde_json::Value;

fn plain(grade: &Grade, format: Format) -> String {
    render(grade, format, Look::PLAIN)
}

/// The document as JSON; what GitHub Classroom takes is decoded.
fn json(grade: &Grade, format: Format) -> Value {
    let text = plain(grade, format);
    let text = match format {
        Format::GithubClassroom => {
            let decoded = STANDARD.decode(text.strip_suffix('\n').expect("a line")).expect("base64");
            String::from_utf8(decoded).expect("UTF-8")
        }
        _ => text,
    };
    serde_json::from_str(&text).expect("JSON")
}

/// The points that a platform adds up.
fn sum(document: &Value) -> u64 {
    let tests = document["tests"].as_array().expect("tests");
    tests.iter().filter_map(|test| test["score"].as_u64()).sum()
}

#[test]
fn people_read_a_page_of_80_columns() {
    for (name, grade) in samples::all() {
        let page = plain(&grade, Format::Human);
        insta::assert_snapshot!(format!("human-{name}"), page);
        // What is there to be copied is not broken, and the compiler has aligned what it says.
        let whole = |line: &str| {
            let failure = grade.failure.as_ref().map(|failure| [failure.replay.as_ref(), Some(&failure.text)]);
            failure.into_iter().flatten().flatten().any(|text| text.contains(line))
        };
        for line in page.lines() {
            assert!(line.chars().count() <= 80 || whole(line), "longer than 80 columns: {line}");
        }
    }
}

#[test]
fn a_narrow_terminal_gets_shorter_lines() {
    let lines = |width| {
        let page = render(&samples::capped(), Format::Human, Look { width, colour: false });
        page.lines().map(|line| line.chars().count()).max().expect("lines")
    };
    assert!(lines(60) <= 60 && lines(60) < lines(80), "{} and {} columns", lines(60), lines(80));
}

#[test]
fn colours_say_nothing_that_the_text_does_not_say() {
    for (name, grade) in samples::all() {
        let painted = render(&grade, Format::Human, Look { width: 80, colour: true });
        assert!(painted.contains('\u{1b}'), "{name} has no colour");
        assert_eq!(strip_str(&painted).to_string(), plain(&grade, Format::Human), "{name}");
    }
}

#[test]
fn platforms_read_a_document_of_their_own() {
    for (name, grade) in samples::all() {
        for format in [Format::Gradescope, Format::Exercism, Format::GithubClassroom] {
            let document = serde_json::to_string_pretty(&json(&grade, format)).expect("JSON");
            insta::assert_snapshot!(format!("{format}-{name}"), document);
        }
        insta::assert_snapshot!(format!("junit-{name}"), plain(&grade, Format::Junit));
    }
}

#[test]
fn every_document_is_as_its_specification_says() {
    for (name, grade) in samples::all() {
        for schema in Schema::ALL {
            assert_eq!(schema.violations(&json(&grade, schema.format())), "", "{name} as {}", schema.format());
        }
        assert_eq!(xml::violations(&plain(&grade, Format::Junit)), [""; 0], "{name} as junit");
    }
}

#[test]
fn a_json_document_is_read_back() {
    for (name, mut grade) in samples::all() {
        grade.seconds = 0.1 + 0.2;
        assert_eq!(read(&plain(&grade, Format::Json)).as_ref(), Ok(&grade), "{name}");
    }
}

#[test]
fn what_is_no_grade_is_not_read() {
    let grade = plain(&samples::violated(), Format::Json);
    let newer = grade.replacen("\"schema_version\": 1", "\"schema_version\": 2", 1);
    assert_eq!(read(&newer), Err("it is of version 2, and this program reads version 1".to_owned()));
    for text in ["", "{}", "[1]", &grade[..grade.len() / 2], &plain(&samples::violated(), Format::Gradescope)] {
        let error = read(text).expect_err("no grade");
        assert!(error.starts_with("it is no grade ("), "{error}");
    }
}

#[test]
fn a_score_is_the_same_everywhere() {
    for (name, grade) in samples::all() {
        assert_eq!(json(&grade, Format::Gradescope)["score"], grade.score, "{name}");
        for format in [Format::Gradescope, Format::GithubClassroom] {
            assert_eq!(sum(&json(&grade, format)), u64::from(grade.score), "{name} as {format}");
        }
        assert_eq!(xml::points(&plain(&grade, Format::Junit)), u64::from(grade.score), "{name} as junit");
    }
}

#[test]
fn under_a_cap_each_criterion_keeps_its_share() {
    // 90 points of which 50 count: each has 5/9 of its points. Rounded down these are 46, and the four points that are left
    // go to those who lost most: three times 0.78, and once 0.67.
    let document = json(&samples::capped(), Format::GithubClassroom);
    let scores: Vec<u64> =
        document["tests"].as_array().expect("tests").iter().filter_map(|test| test["score"].as_u64()).collect();
    assert_eq!(scores, [3, 5, 17, 11, 8, 0, 3, 3, 0]);
}

#[test]
fn a_cap_fails_even_if_every_criterion_is_met() {
    let mut grade = samples::full();
    (grade.score, grade.cap) = (40, Some(Cap { at_most: 40, reason: "the answer is the reference fix".to_owned() }));
    for schema in Schema::ALL {
        assert_eq!(schema.violations(&json(&grade, schema.format())), "", "{}", schema.format());
    }
    for format in [Format::Exercism, Format::GithubClassroom] {
        let document = json(&grade, format);
        let last = document["tests"].as_array().and_then(|tests| tests.last()).expect("a test");
        assert_eq!([&document["status"], &last["status"]], ["fail", "fail"], "{format}");
        assert!(last["message"].as_str().expect("a message").contains("the answer is the reference fix"), "{format}");
    }
    assert!(plain(&grade, Format::Junit).contains("failures=\"1\""));
    // A cap that takes nothing away is no failure.
    let mut harmless = samples::violated();
    harmless.cap = Some(Cap { at_most: harmless.score, reason: "none".to_owned() });
    let tests = |grade: &Grade| json(grade, Format::Exercism)["tests"].as_array().expect("tests").len();
    assert_eq!(tests(&harmless), harmless.criteria.len());
}

#[test]
fn what_did_not_run_is_an_error_and_not_a_failure() {
    let status =
        |grade: &Grade| [Format::Exercism, Format::GithubClassroom].map(|format| json(grade, format)["status"].clone());
    assert_eq!(status(&samples::full()), ["pass", "pass"]);
    assert_eq!(status(&samples::violated()), ["fail", "fail"]);
    assert_eq!(status(&samples::capped()), ["fail", "fail"]);
    for grade in [samples::not_compiled(), samples::refused()] {
        assert_eq!(status(&grade), ["error", "error"]);
        let text = &grade.failure.as_ref().expect("a failure").text;
        let document = json(&grade, Format::Exercism);
        assert!(document["message"].as_str().expect("a message").contains(text.trim_end()));
        let junit = plain(&grade, Format::Junit);
        assert!(junit.contains("failures=\"0\" errors=\"8\""), "{junit}");
    }
    // No points at all, and yet it ran.
    let mut wrong = samples::violated();
    for item in &mut wrong.criteria {
        (item.points, item.standing) = (0, Standing::Failed);
    }
    wrong.score = 0;
    assert_eq!(status(&wrong), ["fail", "fail"]);
}

#[test]
fn the_line_is_the_answers_last() {
    let line = |grade: &Grade| json(grade, Format::GithubClassroom)["tests"][2]["line_no"].clone();
    // The last step of all is the observer's, in another file.
    assert_eq!(line(&samples::violated()), 20);
    assert_eq!(line(&samples::not_compiled()), 0);
}

#[test]
fn formats_have_names() {
    for format in Format::ALL {
        assert_eq!(format.name().parse(), Ok(format));
    }
    let error = "gradscope".parse::<Format>().expect_err("no format");
    assert_eq!(
        error,
        "there is no format `gradscope`; try one of human, json, gradescope, exercism, github-classroom, junit"
    );
}

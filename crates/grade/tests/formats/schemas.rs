//! Documents against the schemas of what platforms take, which were written after what the platforms say.

use std::sync::LazyLock;

use jsonschema::Validator;
use racecourse_grade::Format;
use serde_json::{Value, json};

use crate::samples;

/// A schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Schema {
    Grade,
    Gradescope,
    Exercism,
    GithubClassroom,
}

static VALIDATORS: LazyLock<[Validator; 4]> = LazyLock::new(|| {
    [
        include_str!("../schemas/grade.schema.json"),
        include_str!("../schemas/gradescope.schema.json"),
        include_str!("../schemas/exercism.schema.json"),
        include_str!("../schemas/github-classroom.schema.json"),
    ]
    .map(|text| jsonschema::validator_for(&serde_json::from_str(text).expect("JSON")).expect("a schema"))
});

impl Schema {
    pub(crate) const ALL: [Schema; 4] = [Schema::Grade, Schema::Gradescope, Schema::Exercism, Schema::GithubClassroom];

    pub(crate) fn format(self) -> Format {
        match self {
            Schema::Grade => Format::Json,
            Schema::Gradescope => Format::Gradescope,
            Schema::Exercism => Format::Exercism,
            Schema::GithubClassroom => Format::GithubClassroom,
        }
    }

    /// What is wrong with a document; nothing if it is as it has to be.
    pub(crate) fn violations(self, document: &Value) -> String {
        let errors = VALIDATORS[self as usize].iter_errors(document);
        errors.map(|error| format!("{}: {error}\n", error.instance_path())).collect()
    }
}

/// What a change does to a document.
enum Change {
    /// Another value, or one where there was none.
    Set(Value),
    /// The field is gone.
    Remove,
}

fn change(document: &mut Value, object: &str, field: &str, change: Change) {
    let object = document.pointer_mut(object).and_then(Value::as_object_mut).expect("an object");
    match change {
        Change::Set(value) => drop(object.insert(field.to_owned(), value)),
        Change::Remove => drop(object.remove(field).expect("a field")),
    }
}

#[track_caller]
fn refuses(schema: Schema, changes: Vec<(&str, &str, Change)>) {
    let document = crate::json(&samples::violated(), schema.format());
    assert_eq!(schema.violations(&document), "");
    for (object, field, what) in changes {
        let mut broken = document.clone();
        change(&mut broken, object, field, what);
        assert_ne!(schema.violations(&broken), "", "{object}/{field} of {schema:?} can be anything");
    }
}

use Change::{Remove, Set};

#[test]
fn a_broken_grade_is_refused() {
    let changes = vec![
        ("", "schema_version", Set(json!(2))),
        ("", "cap", Remove),
        ("", "score", Set(json!(-1))),
        ("", "seconds", Set(Value::Null)),
        ("/criteria/0", "standing", Set(json!("Met"))),
        ("/criteria/0", "criterion", Set(json!("style"))),
        ("/failure", "kind", Set(json!("bug"))),
        ("/failure/steps/0", "line", Remove),
        ("/hint", "number", Set(json!(0))),
        ("", "lesson", Set(json!({ "reference": "", "wrong_fixes": [], "in_the_wild": [["title"]] }))),
    ];
    refuses(Schema::Grade, changes);
}

#[test]
fn a_broken_gradescope_document_is_refused() {
    let changes = vec![
        ("", "score", Set(json!("60"))),
        ("", "execution_time", Set(json!(1.5))),
        ("", "output_format", Set(json!("markdown"))),
        ("", "stdout_visibility", Set(json!("never"))),
        ("", "extra_data", Set(json!([]))),
        ("", "testz", Set(json!([]))),
        ("/tests/0", "status", Set(json!("pass"))),
        ("/tests/0", "score", Set(json!(-5))),
        ("/tests/0", "number", Set(json!(1))),
        ("/tests/0", "tags", Set(json!("safety"))),
        ("/tests/0", "output", Set(json!("a\r\nb"))),
    ];
    refuses(Schema::Gradescope, changes);
    // A document needs a score, or one for each of its tests.
    let tests = |score: Value| json!({ "tests": [{ "name": "a", "score": 1 }, score] });
    assert_eq!(Schema::Gradescope.violations(&tests(json!({ "score": 0 }))), "");
    assert_ne!(Schema::Gradescope.violations(&tests(json!({ "status": "passed" }))), "");
    assert_ne!(Schema::Gradescope.violations(&json!({ "output": "" })), "");
}

#[test]
fn a_broken_exercism_document_is_refused() {
    let changes = vec![
        ("", "version", Set(json!(2))),
        ("", "tests", Remove),
        ("", "message", Set(json!("only an error has one"))),
        ("", "status", Set(json!("failed"))),
        // Some of the tests failed.
        ("", "status", Set(json!("pass"))),
        // An error has a message.
        ("", "status", Set(json!("error"))),
        ("/tests/0", "test_code", Remove),
        ("/tests/0", "status", Set(Value::Null)),
        ("/tests/0", "output", Set(json!("ä".repeat(501)))),
        ("/tests/0", "task_id", Set(json!("1"))),
    ];
    refuses(Schema::Exercism, changes);
    let mut document = crate::json(&samples::violated(), Format::Exercism);
    document["tests"][0]["output"] = json!("ä".repeat(500));
    assert_eq!(Schema::Exercism.violations(&document), "");
    let mut passed = crate::json(&samples::full(), Format::Exercism);
    assert_eq!(Schema::Exercism.violations(&passed), "");
    passed["status"] = json!("fail");
    assert_ne!(Schema::Exercism.violations(&passed), "", "nothing failed");
}

#[test]
fn a_broken_classroom_document_is_refused() {
    let changes = vec![
        ("", "max_score", Remove),
        ("", "max_score", Set(json!(0))),
        ("", "status", Set(json!("passed"))),
        ("", "tests", Set(json!([]))),
        ("/tests/0", "score", Remove),
        ("/tests/0", "score", Set(json!("5"))),
        ("/tests/0", "line_no", Remove),
        ("/tests/0", "line_no", Set(json!(1.5))),
        ("/tests/0", "name", Set(json!(""))),
    ];
    refuses(Schema::GithubClassroom, changes);
}

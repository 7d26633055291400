//! Honest answers of many styles: each compiles as answers do, and nothing in it is objected to.

#[allow(dead_code, unreachable_pub, clippy::all)]
mod answers;

use std::fs;

use answers::ANSWERS;
use racecourse_policy::{LINTS, Place, Rules, check};

const RULES: Rules = Rules { spec: include_str!("answers/spec.rs"), may_fork: false, also: &[] };

#[test]
fn nothing_is_objected_to() {
    assert!(ANSWERS.len() >= 25);
    for (name, source, actors) in ANSWERS {
        assert_eq!(check(source, &RULES), Ok(()), "{name}");
        assert_eq!(actors(), 2, "{name} is compiled with its scenario");
    }
}

#[test]
fn lines_may_end_as_on_windows() {
    for (name, source, _) in ANSWERS {
        assert_eq!(check(&source.replace('\n', "\r\n"), &RULES), Ok(()), "{name}");
    }
}

#[test]
fn all_files_are_listed_and_compiled_with_the_lints_forbidden() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/honest/answers");
    let files = fs::read_dir(folder).expect("the answers are there").count();
    assert_eq!(files, ANSWERS.len() + ["mod.rs", "spec.rs"].len());
    let list = include_str!("answers/mod.rs");
    for lint in LINTS.iter().filter(|lint| lint.place == Place::Answer) {
        assert!(
            list.contains(&format!("                {}", lint.name)),
            "{} is not forbidden in answers/mod.rs",
            lint.name
        );
    }
}

//! The lints that the grader forbids: the compiler knows each of them, objects to what it is for, and nobody can allow
//! it again.

use std::env;
use std::fs;
use std::process::Command;

use racecourse_policy::{LINTS, Lint, Place};

/// For each lint, what it objects to.
const EXAMPLES: &[(&str, &str)] = &[
    ("drop_bounds", "pub struct S<T>(pub T); impl<T: Drop> S<T> { pub fn f(&self) {} }"),
    ("function_casts_as_integer", "pub fn f() -> usize { f as usize }"),
    ("long_running_const_eval", "pub const X: u32 = { let mut x = 0; while x < 2_000_100 { x += 1; } x };"),
    ("non_ascii_idents", "pub fn größe() {}"),
    ("non_local_definitions", "pub struct S; pub fn f() { impl Default for S { fn default() -> S { S } } }"),
    ("text_direction_codepoint_in_comment", "// \u{202e}evil\npub fn f() {}"),
    ("text_direction_codepoint_in_literal", "pub const X: &str = \"\u{202e}evil\";"),
    ("unsafe_code", "pub fn f(x: u32) -> i32 { unsafe { std::mem::transmute(x) } }"),
];

/// What the compiler says of an answer in a crate as the grader has it. `None` if nothing.
fn compile(lint: &Lint, answer: &str) -> Option<String> {
    let folder = tempfile::tempdir().expect("there is room for a file");
    let source = folder.path().join("lib.rs");
    let name = lint.name;
    let text = match lint.place {
        Place::Crate => format!("#![forbid({name})]\n#![deny(warnings)]\npub mod answer {{\n{answer}\n}}\n"),
        Place::Answer => format!("#![deny(warnings)]\n#[forbid({name})]\npub mod answer {{\n{answer}\n}}\n"),
    };
    fs::write(&source, text).expect("a file can be written");
    let compiler = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let output = Command::new(compiler)
        .args(["--edition", "2024", "--crate-type", "lib", "--emit", "metadata", "--out-dir"])
        .args([folder.path(), source.as_path()])
        .output()
        .expect("the compiler of this test can be started");
    (!output.status.success()).then(|| String::from_utf8_lossy(&output.stderr).into_owned())
}

#[test]
fn the_compiler_knows_them() {
    for lint in LINTS {
        assert_eq!(compile(lint, "pub fn f() {}"), None, "{}", lint.name);
    }
    let unknown = Lint { name: "no_such_lint", place: Place::Answer, why: "" };
    assert!(compile(&unknown, "pub fn f() {}").is_some_and(|said| said.contains("unknown lint")));
}

#[test]
fn each_objects_to_what_it_is_for() {
    assert_eq!(EXAMPLES.len(), LINTS.len());
    for lint in LINTS {
        let (_, example) = EXAMPLES.iter().find(|(name, _)| *name == lint.name).expect("each has an example");
        let said = compile(lint, example).unwrap_or_else(|| panic!("`{}` does not object", lint.name));
        // The compiler spells the name with dashes where it says who has set the lint, or points at the line that does.
        assert!(said.contains(&format!("forbid({})", lint.name)), "`{}`: {said}", lint.name);
    }
}

#[test]
fn nobody_can_allow_them_again() {
    for lint in LINTS {
        let said = compile(lint, &format!("#[allow({})]\npub fn f() {{}}", lint.name));
        assert!(said.is_some_and(|said| said.contains("E0453")), "`{}` can be allowed", lint.name);
    }
}

/// The groups that an answer may be warned of, and may deny itself.
const GROUPS: &str = "nonstandard_style, rust_2018_idioms, unused, warnings";

#[test]
fn no_group_that_an_answer_may_set_switches_them_off() {
    for lint in LINTS {
        for level in ["warn", "deny"] {
            assert_eq!(compile(lint, &format!("#![{level}({GROUPS})]\npub fn f() {{}}")), None, "{}", lint.name);
        }
        let (_, example) = EXAMPLES.iter().find(|(name, _)| *name == lint.name).expect("each has an example");
        let said = compile(lint, &format!("#![warn({GROUPS})]\n{example}"));
        assert!(said.is_some_and(|said| said.contains(&format!("forbid({})", lint.name))), "`{}`", lint.name);
    }
}

#[test]
fn to_deny_them_changes_nothing() {
    for lint in LINTS.iter().filter(|lint| lint.place == Place::Answer) {
        assert_eq!(compile(lint, &format!("#![deny({})]\npub fn f() {{}}", lint.name)), None, "{}", lint.name);
        let (_, example) = EXAMPLES.iter().find(|(name, _)| *name == lint.name).expect("each has an example");
        assert!(compile(lint, &format!("#![deny({})]\n{example}", lint.name)).is_some(), "`{}`", lint.name);
    }
}

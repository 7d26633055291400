//! JUnit XML against the rules of its schema.
//!
//! The rules are those of `junit-10.xsd`, by which Jenkins' xUnit plugin decides what it reads
//! (<https://github.com/jenkinsci/xunit-plugin>, `src/main/resources/org/jenkinsci/plugins/xunit/types/model/xsd`, at
//! 8c515de of 2025-11-15, retrieved 2026-11-21). Besides, the numbers of a suite have to be those of its tests.

use racecourse_grade::Format;
use roxmltree::{Document, Node};

use crate::{plain, samples};

/// What an element is allowed: its children, the attributes that it needs, those that it may have, and whether it has
/// text of its own.
type Rule = (&'static str, &'static [&'static str], &'static [&'static str], &'static [&'static str], bool);

const RULES: [Rule; 10] = [
    ("testsuites", &["testsuite"], &[], &["name", "time", "tests", "failures", "errors"], false),
    (
        "testsuite",
        &["testsuite", "properties", "testcase", "system-out", "system-err"],
        &["name", "tests", "failures", "errors"],
        &["group", "time", "skipped", "timestamp", "hostname", "id", "package", "file", "log", "url", "version"],
        false,
    ),
    ("properties", &["property"], &[], &[], false),
    ("property", &[], &["name", "value"], &[], false),
    (
        "testcase",
        &["skipped", "error", "failure", "system-out", "system-err"],
        &["name"],
        &["time", "classname", "group"],
        false,
    ),
    ("failure", &[], &[], &["type", "message"], true),
    ("error", &[], &[], &["type", "message"], true),
    ("skipped", &[], &[], &["type", "message"], true),
    ("system-out", &[], &[], &[], true),
    ("system-err", &[], &[], &[], true),
];

/// What is wrong with a document; nothing if it is as it has to be.
pub(crate) fn violations(text: &str) -> Vec<String> {
    let document = match Document::parse(text) {
        Ok(document) => document,
        Err(error) => return vec![format!("it is no XML ({error})")],
    };
    let root = document.root_element();
    let mut wrong = Vec::new();
    if !matches!(root.tag_name().name(), "testsuites" | "testsuite") {
        wrong.push(format!("`{}` is no root", root.tag_name().name()));
    }
    for node in root.descendants().filter(Node::is_element) {
        obeys(node, &mut wrong);
        if node.has_tag_name("testsuite") {
            counts(node, &mut wrong);
        }
    }
    wrong
}

fn obeys(node: Node<'_, '_>, wrong: &mut Vec<String>) {
    let name = node.tag_name().name();
    let Some(&(_, children, needed, allowed, text)) = RULES.iter().find(|rule| rule.0 == name) else {
        return wrong.push(format!("there is no `{name}`"));
    };
    for child in node.children().filter(Node::is_element) {
        let child = child.tag_name().name();
        if !children.contains(&child) {
            wrong.push(format!("`{name}` has no `{child}`"));
        }
    }
    for attribute in needed.iter().filter(|attribute| !node.has_attribute(**attribute)) {
        wrong.push(format!("`{name}` needs `{attribute}`"));
    }
    for attribute in node.attributes() {
        if !needed.contains(&attribute.name()) && !allowed.contains(&attribute.name()) {
            wrong.push(format!("`{name}` has no attribute `{}`", attribute.name()));
        }
    }
    if !text && node.children().any(|child| child.is_text() && !child.text().unwrap_or_default().trim().is_empty()) {
        wrong.push(format!("`{name}` has text"));
    }
    // SUREFIRE_TIME, without the thousands that it may group.
    let (whole, fraction) = node.attribute("time").map_or(("0", ""), |time| time.split_once('.').unwrap_or((time, "")));
    if !whole.chars().chain(fraction.chars()).all(|character| character.is_ascii_digit()) {
        wrong.push(format!("`{name}` has no time in `{whole}.{fraction}`"));
    }
}

fn counts(suite: Node<'_, '_>, wrong: &mut Vec<String>) {
    let tests = || suite.children().filter(|child| child.has_tag_name("testcase"));
    let with = |name: &str| tests().filter(|test| test.children().any(|child| child.has_tag_name(name))).count();
    for (attribute, there) in [
        ("tests", tests().count()),
        ("failures", with("failure")),
        ("errors", with("error")),
        ("skipped", with("skipped")),
    ] {
        let said = suite.attribute(attribute).unwrap_or("0");
        if said != there.to_string() {
            wrong.push(format!("`{attribute}` says {said}, and there are {there}"));
        }
    }
}

/// The points of the criteria, added up.
pub(crate) fn points(text: &str) -> u64 {
    let document = Document::parse(text).expect("XML");
    let properties = document.descendants().filter(|node| node.has_tag_name("property"));
    let points = properties.filter(|node| node.attribute("name").is_some_and(|name| name.starts_with("points.")));
    points
        .map(|node| {
            node.attribute("value").and_then(|value| value.split('/').next()?.parse::<u64>().ok()).expect("points")
        })
        .sum()
}

#[test]
fn a_broken_junit_document_is_refused() {
    let document = plain(&samples::violated(), Format::Junit);
    assert_eq!(violations(&document), [""; 0]);
    for (from, to, why) in [
        ("<testsuites ", "<report ", "it is no XML"),
        ("failures=\"2\"", "failures=\"3\"", ""),
        ("<testsuite name=\"atomicity/unlocked-counter\"", "<testsuite", "`testsuite` needs `name`"),
        ("<testcase name=", "<testcase title=", "`testcase` needs `name`"),
        ("<testcase ", "<testcase assertions=\"1\" ", "`testcase` has no attribute `assertions`"),
        ("<property name=\"score\" value=\"50\"/>", "<property name=\"score\"/>", "`property` needs `value`"),
        ("<properties>", "<properties>stray", "`properties` has text"),
        (
            "</properties>",
            "</properties><properties><testcase name=\"\"/></properties>",
            "`properties` has no `testcase`",
        ),
        ("time=\"12.125\"", "time=\"12 s\"", "has no time"),
        ("errors=\"1\" failures=\"2\" time", "errors=\"0\" failures=\"2\" time", "`errors` says 0, and there are 1"),
        ("→", "\u{1b}", "it is no XML"),
        ("→", "\u{ffff}", "it is no XML"),
        ("→", "]]>", ""),
        ("→", "&nbsp;", "it is no XML"),
        ("→", "<", "it is no XML"),
    ] {
        assert!(document.contains(from), "`{from}` is not in {document}");
        let broken = document.replace(from, to);
        let found = violations(&broken).join("\n");
        assert!(!found.is_empty() && found.contains(why), "`{to}` instead of `{from}`: {found}");
    }
}

//! What the check does with sources that nobody would write: it never panics, and it finds what is hidden anywhere.

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use racecourse_policy::{Objection, Rules, check, check_bytes};

const RULES: Rules = Rules { spec: "", may_fork: false, also: &[] };

/// What may make a parser stumble.
const PIECES: &[&str] = &[
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "<",
    ">",
    "\"",
    "'",
    "'a",
    "//",
    "/*",
    "*/",
    "r#",
    "r#\"",
    "b'",
    "::",
    "=>",
    "->",
    "#",
    "#!",
    "!",
    "?",
    "..",
    "..=",
    "|",
    "&&",
    "@",
    "$",
    "~",
    ";",
    ",",
    "\\",
    "\0",
    "\u{202e}",
    "é",
    "0x",
    "1e",
    "1_",
    "use ",
    "impl ",
    "fn ",
    "mod ",
    "unsafe ",
    "extern \"C\" ",
    "async ",
    "gen ",
    "macro_rules! x ",
    "vec![",
    "matches!(",
    "format!(\"{",
    "#[cfg(x)]",
    "super::",
    "crate::",
    "self::",
    "Self::",
    "std::fs::",
    "::*",
    " as ",
    "where ",
    "dyn ",
    "const ",
    "static mut ",
    "for<'a> ",
    "yield ",
];

fn variants() -> Vec<String> {
    fn collect(folder: &Path, found: &mut Vec<PathBuf>) {
        let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("cannot read {}: {error}", folder.display()));
        for path in entries.map(|entry| entry.expect("a folder can be read to its end").path()) {
            if path.is_dir() {
                collect(&path, found);
            } else if path.file_name().is_some_and(|name| name == "broken.rs" || name == "fixed.rs") {
                found.push(path);
            }
        }
    }
    let mut paths = Vec::new();
    collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures"), &mut paths);
    paths.sort();
    assert!(paths.len() >= 50);
    paths.iter().map(|path| fs::read_to_string(path).expect("a variant can be read")).collect()
}

fn somewhere(text: &str, random: &mut fastrand::Rng) -> usize {
    text.floor_char_boundary(random.usize(..=text.len()))
}

/// A source that is like one of these, with up to three changes.
fn mutated(sources: &[String], random: &mut fastrand::Rng) -> String {
    let mut source = sources[random.usize(..sources.len())].clone();
    for _ in 0..random.usize(1..=3) {
        let (one, other) = (somewhere(&source, random), somewhere(&source, random));
        let (from, to) = (one.min(other), one.max(other));
        match random.u8(..6) {
            0 => source.truncate(to),
            1 => source.replace_range(from..to.min(source.floor_char_boundary(from + 12)), ""),
            2 => source = [&source[..to], &source[from..]].concat(),
            3 => {
                let donor = &sources[random.usize(..sources.len())];
                let (one, other) = (somewhere(donor, random), somewhere(donor, random));
                source.insert_str(to, &donor[one.min(other)..one.max(other)]);
            }
            _ => source.insert_str(to, PIECES[random.usize(..PIECES.len())]),
        }
    }
    source
}

/// What is objected to; a panic is told with the source that it is about.
fn check_calmly(source: &[u8]) -> Vec<Objection> {
    let checked = catch_unwind(AssertUnwindSafe(|| check_bytes(source, &RULES)));
    checked
        .unwrap_or_else(|_| panic!("panicked about this:\n{}", String::from_utf8_lossy(source)))
        .err()
        .unwrap_or_default()
}

#[test]
fn whatever_it_gets_it_answers_with_places_that_are_there() {
    let sources = variants();
    let mut random = fastrand::Rng::with_seed(7);
    let (mut parsed, mut not_parsed) = (0, 0);
    for _ in 0..800 {
        let source = mutated(&sources, &mut random);
        let objections = check_calmly(source.as_bytes());
        let lines = source.split('\n').count();
        assert!(objections.iter().all(|objection| (1..=lines).contains(&objection.line)), "{source}\n{objections:#?}");
        let is_readable = objections.iter().all(|objection| !objection.what.starts_with("cannot be read"));
        *(if is_readable { &mut parsed } else { &mut not_parsed }) += 1;
    }
    // Both ways are tried often.
    assert!(parsed > 50 && not_parsed > 50, "{parsed} were parsed, {not_parsed} were not");
}

#[test]
fn bytes_that_are_no_text_are_answered_too() {
    let sources = variants();
    let mut random = fastrand::Rng::with_seed(8);
    for _ in 0..200 {
        let mut bytes = sources[random.usize(..sources.len())].clone().into_bytes();
        for _ in 0..random.usize(1..=4) {
            let place = random.usize(..bytes.len());
            bytes[place] = random.u8(..);
        }
        check_calmly(&bytes);
    }
}

#[test]
fn a_line_of_what_is_refused_is_found_wherever_it_is() {
    let refused = [
        ("std::process::abort();", "`std::process::abort`"),
        ("unsafe { loop {} }", "`unsafe`"),
        ("include!(\"x\");", "`include!`"),
        ("#[cfg(x)]", "`#[cfg]`"),
        ("extern crate libc;", "`extern`"),
        ("use super::super::x;", "`super::super::x`"),
        ("static mut X: u8 = 1;", "`static mut`"),
        ("macro_rules! x { () => {} }", "`macro_rules!`"),
        ("thread_local!(static X: u8 = 1);", "`thread_local!`"),
        ("crate::x();", "`crate`"),
    ];
    let mut random = fastrand::Rng::with_seed(9);
    let (mut seen, mut misplaced) = (0, 0);
    for source in variants() {
        for (refused, part) in refused {
            let mut lines: Vec<&str> = source.lines().collect();
            let line = random.usize(..=lines.len());
            lines.insert(line, refused);
            let source = lines.join("\n");
            let objections = check(&source, &RULES).expect_err(refused);
            if objections.iter().any(|objection| objection.what.contains(part) && objection.line == line + 1) {
                seen += 1;
            } else {
                // There may be no such thing in such a place.
                let is_unreadable = |objection: &Objection| objection.what.starts_with("cannot be read");
                assert!(objections.iter().any(is_unreadable), "{objections:#?}\n{source}");
                misplaced += 1;
            }
        }
    }
    assert!(seen > misplaced, "{seen} were seen, {misplaced} were in places where there are none");
}

//! What a learner finds in an answer that was just begun: the task, and the code that is to be fixed.

use anyhow::{Context as _, Result};
use racecourse::Criterion;

use crate::Exercise;

/// How wide the text of a task is, without the marks of its comment.
const WIDTH: usize = 76;

/// The text of an answer to begin with: the task as a comment, and the broken code without what gives the bug away.
/// `of` says how many exercises there are, and `points` what they are graded by.
///
/// # Errors
///
/// If the fixture's files lack something of that.
pub fn start_text(exercise: &Exercise, of: usize, points: &[(Criterion, u32)]) -> Result<String> {
    let Exercise { number, class, fixture } = exercise;
    let name = exercise.name();
    let source = |file: &str| fixture.source(file).with_context(|| format!("{name} has no file called {file}"));
    let promise = interface(source("spec")?).with_context(|| format!("{name} has no trait in its spec.rs"))?;
    let subject = fixture.subject;
    let symptom = section(source("README")?, "Symptom").with_context(|| format!("{name} does not tell its symptom"))?;

    let folder = format!("fixtures/{}/{name}", class.name);

    let mut task = Vec::new();
    let mut add = |paragraph: String| {
        task.extend(paragraph.lines().map(str::to_owned));
        task.push(String::new());
    };
    add(format!("Exercise {number} of {of}: {}/{name}", class.name));
    add(wrap(&format!("{}.", fixture.about.title)));
    add("# Symptom".to_owned());
    for paragraph in paragraphs(&pointing_to(&symptom, &folder)) {
        add(paragraph);
    }
    add(format!("# What `{subject}` owes its callers"));
    add(format!("```ignore\n{promise}```"));
    let more = match ["crowd", "rounds"].map(|part| fixture.source(part).is_some()) {
        [false, false] => "",
        [true, false] => " and, with more actors, `crowd.rs`",
        [false, true] => " and, more than once, `rounds.rs`",
        [true, true] => ", with more actors `crowd.rs` and more than once `rounds.rs`",
    };
    add(wrap(&format!(
        "`spec.rs` beside this file has all of it, and the scenario that an answer is put through. It is put \
         through more by `sequential.rs`{more} in `{folder}`."
    )));
    add("# What to do".to_owned());
    add(wrap(&format!(
        "The code below does not keep that promise. Find out why not, and change it until it does, whatever runs when. \
         Keep the type `{subject}`, and the interface that it implements. The rest is yours, this comment included."
    )));
    add(format!(
        "    cargo xtask grade {name}             judge this file\n    \
             cargo xtask exercise watch {name}    judge it whenever it is saved\n    \
             cargo xtask exercise hint {name}     a hint, the weakest first\n    \
             cargo xtask exercise reset {name}    begin again; this file is kept"
    ));
    add("# What may be used".to_owned());
    add(wrap(
        "Whatever actors share, and whatever they wait with, comes from `super::sync`; CONTRIBUTING.md lists what it \
         offers. Nothing of `std::sync` (but `Arc` and `Ordering`, which are the same), `std::thread`, `std::time` or \
         `std::process`, and no other packages: the checkers would not see it. The grader names anything else that an answer may not use.",
    ));
    add(format!("# {} points", points.iter().map(|(_, points)| points).sum::<u32>()));
    let rows = points.iter().map(|(criterion, points)| format!("{points:>4}  {}\n", criterion.title()));
    add(rows.collect());
    task.pop();

    let comment = task.iter().map(|line| format!("//! {line}").trim_end().to_owned() + "\n");
    Ok(comment.collect::<String>() + "\n" + &without_comments(source("broken")?))
}

/// The trait of a specification, with its documentation.
fn interface(spec: &str) -> Option<String> {
    let lines: Vec<&str> = spec.lines().collect();
    let first = lines.iter().position(|line| line.starts_with("pub trait "))?;
    // All code here is formatted, so a trait ends at the first brace that is not indented.
    let last = first + lines[first..].iter().position(|line| line.starts_with('}') || line.ends_with("{}"))?;
    let documented = lines[..first].iter().rev().take_while(|line| line.starts_with("///") || line.starts_with("#["));
    let lines = &lines[first - documented.count()..=last];
    Some(lines.iter().map(|line| format!("{line}\n")).collect())
}

/// The code without the sentence that opens it, and without the comments inside, which say where the bug bites. What
/// documents an item stays.
fn without_comments(code: &str) -> String {
    let opening = |line: &&str| line.starts_with("//!") || line.trim().is_empty();
    let is_comment = |line: &str| line.trim_start().starts_with("//") && !line.trim_start().starts_with("///");
    let kept = code.lines().skip_while(opening).filter(|line| !is_comment(line));
    kept.map(|line| format!("{line}\n")).collect()
}

/// What is below a heading of a README.
fn section(readme: &str, title: &str) -> Option<String> {
    let heading = format!("## {title}");
    let mut lines = readme.lines().skip_while(|line| *line != heading);
    lines.next()?;
    Some(lines.take_while(|line| !line.starts_with("## ")).map(|line| format!("{line}\n")).collect())
}

/// The paragraphs of a text, each wrapped anew unless it is a table or a list.
fn paragraphs(text: &str) -> Vec<String> {
    let paragraphs = text.split("\n\n").map(|paragraph| paragraph.trim_matches('\n'));
    let as_it_is = |paragraph: &str| paragraph.starts_with(['|', '-', '`', ' ']);
    let paragraphs = paragraphs.filter(|paragraph| !paragraph.is_empty());
    paragraphs
        .map(|paragraph| if as_it_is(paragraph) { paragraph.to_owned() } else { wrap(&paragraph.replace('\n', " ")) })
        .collect()
}

fn wrap(text: &str) -> String {
    // A path with a hyphen in it is looked up as a whole.
    let options = textwrap::Options::new(WIDTH).break_words(false).word_splitter(textwrap::WordSplitter::NoHyphenation);
    textwrap::fill(text, options)
}

/// Links to files of the fixture's folder, which are not beside the answer, become their paths in the project.
fn pointing_to(text: &str, folder: &str) -> String {
    let mut pieces = text.split("](");
    let mut pointing = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        match (piece.split_once(')'), pointing.rfind('[')) {
            (Some((target, rest)), Some(open)) if !target.contains("://") => {
                pointing.truncate(open);
                pointing.push_str(&format!("`{folder}/{target}`{rest}"));
            }
            _ => {
                pointing.push_str("](");
                pointing.push_str(piece);
            }
        }
    }
    pointing
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::exercises;

    const POINTS: [(Criterion, u32); 2] = [(Criterion::Interface, 5), (Criterion::Safety, 95)];

    #[test]
    fn a_task_says_what_to_do_and_not_what_the_bug_is() {
        let text = start_text(&exercises()[0], 3, &POINTS).unwrap();
        insta::assert_snapshot!(text);
    }

    #[test]
    fn what_a_fixture_lacks_is_named() {
        let error = start_text(&exercises()[1], 3, &POINTS).unwrap_err();
        assert_eq!(error.to_string(), "lost-parcel has no file called spec");
    }

    #[test]
    fn comments_go_and_documentation_and_addresses_stay() {
        let code = "//! Opens.\n//! On.\n\n/// Doc.\nfn a() {\n    // Bites here.\n    \"http://x\";\n}\n";
        assert_eq!(without_comments(code), "/// Doc.\nfn a() {\n    \"http://x\";\n}\n");
    }

    #[test]
    fn links_to_files_of_the_fixture_become_paths_and_others_stay() {
        let text = pointing_to("see [a](b.rs), [c](https://d.e) and [0](1) [x", "fixtures/f");
        assert_eq!(text, "see `fixtures/f/b.rs`, [c](https://d.e) and `fixtures/f/1` [x");
    }
}

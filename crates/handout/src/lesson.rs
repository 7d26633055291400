//! A lesson as learners get it before they have solved the exercise: its title, the symptom, and the hints.

use anyhow::{Context as _, Result};

/// The width of a lesson's lines.
const WIDTH: usize = 120;

/// What a lesson says before it is solved. What links to a file that is not in `files` goes, too.
///
/// The hints are in a comment: a page that is drawn from it does not show them, and those who look for the numbered lines
/// of the section `## Hints`, as `cargo xtask exercise hint` does, find them.
///
/// # Errors
///
/// If the lesson has no title, no symptom or no hints.
pub(crate) fn exercise(lesson: &str, files: &[&str]) -> Result<String> {
    let title =
        lesson.lines().next().filter(|line| line.starts_with("# ")).context("it does not begin with a title")?;
    let symptom = section(lesson, "Symptom")?;
    let paragraphs = symptom.split("\n\n").map(|paragraph| without_links(paragraph, files));
    let symptom: Vec<String> = paragraphs.filter(|paragraph| !paragraph.is_empty()).collect();
    let hints = section(lesson, "Hints")?;
    Ok(format!(
        "{title}\n\n## Symptom\n\n{}\n\n\
         <!-- Do not read on: `cargo xtask exercise hint` shows you one hint at a time.\n\n## Hints\n\n{hints}\n\n\
         ## No more hints -->\n",
        symptom.join("\n\n"),
    ))
}

/// What is below a heading, up to the next one.
fn section<'a>(lesson: &'a str, name: &str) -> Result<&'a str> {
    let heading = format!("\n## {name}\n");
    let start = lesson.find(&heading).with_context(|| format!("there is no section `## {name}`"))? + heading.len();
    let rest = &lesson[start..];
    let text = rest.find("\n## ").map_or(rest, |end| &rest[..end]).trim();
    Some(text).filter(|text| !text.is_empty()).with_context(|| format!("the section `## {name}` is empty"))
}

/// A paragraph up to the first sentence that links to a file which is not there: what follows builds on that.
fn without_links(paragraph: &str, files: &[&str]) -> String {
    let is_there = |target: &str| target.contains("://") || files.contains(&target);
    let stays = |sentence: &str| {
        let targets = sentence.split("](").skip(1).filter_map(|link| link.split(')').next());
        targets.into_iter().all(is_there)
    };
    if stays(paragraph) {
        return paragraph.to_owned();
    }
    let words = paragraph.split_whitespace().collect::<Vec<_>>().join(" ");
    let sentences = words.split_inclusive(". ").take_while(|sentence| stays(sentence));
    textwrap::fill(sentences.collect::<String>().trim(), WIDTH)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LESSON: &str = "\
# goats/bridge

Two goats meet because nobody locks the bridge.

## Symptom

Now and then a goat falls. The code is in [broken.rs](broken.rs). In other
languages, it is worse: see [refused.rs](refused.rs). Here it is better.

See [refused.rs](refused.rs).

## Interleaving

| one | other |
|---|---|

## Fix

Lock the bridge.

## Hints

1. Look
   again.
2. Who else is there?
3. What would keep them out?

## Who sees it

- **loom** sees it.
";

    #[test]
    fn the_title_the_symptom_and_the_hints_stay() {
        let wanted = "\
# goats/bridge

## Symptom

Now and then a goat falls. The code is in [broken.rs](broken.rs).

<!-- Do not read on: `cargo xtask exercise hint` shows you one hint at a time.

## Hints

1. Look
   again.
2. Who else is there?
3. What would keep them out?

## No more hints -->
";
        assert_eq!(exercise(LESSON, &["broken.rs"]).unwrap(), wanted);
    }

    #[test]
    fn the_hints_are_found_as_in_any_lesson() {
        let exercise = exercise(LESSON, &["broken.rs"]).unwrap();
        assert_eq!(section(&exercise, "Hints").unwrap(), section(LESSON, "Hints").unwrap());
    }

    #[test]
    fn a_text_that_is_no_lesson_is_an_error() {
        for missing in ["# goats/bridge", "## Symptom", "## Hints"] {
            assert!(exercise(&LESSON.replace(missing, "## Other"), &[]).is_err(), "{missing}");
        }
    }
}

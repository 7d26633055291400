//! What a fixture's README says, in the pieces in which a learner gets to see it.

use racecourse::Fixture;

use crate::score::{Hint, Lesson, WrongFix};

/// The hints of a fixture, weakest first.
pub fn hints(fixture: &Fixture) -> Vec<Hint> {
    let texts = items(&section(fixture, "Hints"), |line| {
        let (number, text) = line.split_once(". ")?;
        number.parse::<usize>().is_ok().then_some(text)
    });
    let of = texts.len();
    texts.into_iter().zip(1..).map(|(text, number)| Hint { number, of, text }).collect()
}

/// What there is to learn once an answer is right; `None` where this program does not have it.
pub fn lesson(fixture: &Fixture) -> Option<Lesson> {
    let reference = fixture.source("fixed")?.to_owned();
    let whys = items(&section(fixture, "Wrong fixes"), |line| line.strip_prefix("- "));
    let wrong = fixture.about.variants.iter().filter(|variant| variant.name.starts_with("wrong_"));
    let wrong_fixes = wrong.map(|variant| {
        let mark = format!("`{}`", variant.name);
        let why = whys.iter().find(|why| why.starts_with(&mark));
        let why = why.map_or("", |why| why[mark.len()..].trim_start_matches([':', ' ']));
        WrongFix { name: variant.name.to_owned(), idea: variant.idea.to_owned(), why: why.to_owned() }
    });
    let in_the_wild = fixture.about.sources.iter().map(|source| (source.title.to_owned(), source.url.to_owned()));
    Some(Lesson { reference, wrong_fixes: wrong_fixes.collect(), in_the_wild: in_the_wild.collect() })
}

/// The lines of a section.
fn section(fixture: &Fixture, title: &str) -> Vec<&'static str> {
    let heading = format!("## {title}");
    let lines = fixture.source("README").unwrap_or_default().lines();
    lines.skip_while(|line| *line != heading).skip(1).take_while(|line| !line.starts_with("## ")).collect()
}

/// The items of a list, each of which begins as `begin` says, and goes on until the next one does.
fn items<'a>(lines: &[&'a str], begin: impl Fn(&'a str) -> Option<&'a str>) -> Vec<String> {
    let mut items: Vec<String> = Vec::new();
    for line in lines {
        match (begin(line), items.last_mut()) {
            (Some(text), _) => items.push(text.trim().to_owned()),
            (None, Some(item)) if !line.trim().is_empty() => {
                item.push(' ');
                item.push_str(line.trim());
            }
            (None, _) => {}
        }
    }
    items
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_go_on_until_the_next_one_begins() {
        let lines = ["", "- one", "  and more", "- two", ""];
        assert_eq!(items(&lines, |line| line.strip_prefix("- ")), ["one and more", "two"]);
    }
}

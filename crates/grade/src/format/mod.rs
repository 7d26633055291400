//! A grade as people read it, and as the platforms that run graders take it.

mod classroom;
mod exercism;
mod gradescope;
mod human;
mod json;
mod junit;
mod rows;
mod text;

use std::fmt;
use std::str::FromStr;

use crate::score::Grade;

pub use json::read;

/// A form in which a grade can be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// For people.
    Human,
    /// One JSON document with everything in it, which [`read`] reads back.
    Json,
    /// The `results.json` of a Gradescope autograder.
    Gradescope,
    /// The `results.json` of an Exercism test runner, version 3.
    Exercism,
    /// The result of a step that GitHub Classroom's reporter takes: JSON, base64-encoded, on one line.
    GithubClassroom,
    /// JUnit XML, as build servers read it.
    Junit,
}

impl Format {
    /// All of them, the one for people first.
    pub const ALL: [Format; 6] =
        [Format::Human, Format::Json, Format::Gradescope, Format::Exercism, Format::GithubClassroom, Format::Junit];

    /// The name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Format::Human => "human",
            Format::Json => "json",
            Format::Gradescope => "gradescope",
            Format::Exercism => "exercism",
            Format::GithubClassroom => "github-classroom",
            Format::Junit => "junit",
        }
    }

    /// What it is, in a line, for a help text.
    pub fn help(self) -> &'static str {
        match self {
            Format::Human => "For people",
            Format::Json => "One JSON document, for programs",
            Format::Gradescope => "results.json of a Gradescope autograder",
            Format::Exercism => "results.json of an Exercism test runner",
            Format::GithubClassroom => "The result of a step, for GitHub Classroom's reporter",
            Format::Junit => "JUnit XML",
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for Format {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        Format::ALL.into_iter().find(|format| format.name() == name).ok_or_else(|| {
            format!("there is no format `{name}`; try one of {}", Format::ALL.map(Format::name).join(", "))
        })
    }
}

/// What the terminal is like, for which a grade is written; only [`Format::Human`] asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// How many columns it has. What the compiler says and tables of steps are never broken.
    pub width: u16,
    /// Whether colours are wanted.
    pub colour: bool,
}

impl Look {
    /// A page of 80 columns without colours: for files, and for terminals of which nothing is known.
    pub const PLAIN: Look = Look { width: 80, colour: false };
}

/// The grade in a format, with a line break at its end.
///
/// Wherever a format has points for each criterion, they add up to the score of the grade, after its cap. Nothing that
/// an answer or a compiler says can make a document invalid: escape sequences are taken out of it, and characters that
/// cannot be shown are replaced. [`Format::Json`] keeps every text as it is.
pub fn render(grade: &Grade, format: Format, look: Look) -> String {
    match format {
        Format::Human => human::human(grade, look),
        Format::Json => json::json(grade),
        Format::Gradescope => gradescope::gradescope(grade),
        Format::Exercism => exercism::exercism(grade),
        Format::GithubClassroom => classroom::classroom(grade),
        Format::Junit => junit::junit(grade),
    }
}

/// A document of a platform as text.
fn pretty(document: &impl serde::Serialize) -> String {
    let text = serde_json::to_string_pretty(document).expect("no document has maps with other keys than text");
    // Characters outside of ASCII are in texts only, where each may be escaped: somebody may print the document.
    let mut shown = String::with_capacity(text.len() + 1);
    for character in text.chars() {
        match character {
            '\u{7f}'..='\u{9f}'
            | '\u{61c}'
            | '\u{200e}'
            | '\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2066}'..='\u{2069}' => {
                shown.push_str(&format!("\\u{:04x}", u32::from(character)));
            }
            other => shown.push(other),
        }
    }
    shown.push('\n');
    shown
}

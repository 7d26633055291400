//! The fixtures as a course: its order, the tasks, the learner's folder and progress, and folders of submissions.
//!
//! Nothing here judges. Whoever grades hands in a function that does.

mod batch;
mod course;
mod desk;
mod editor;
mod files;
mod progress;
mod source;
mod store;
mod submissions;
mod summary;
mod tables;
mod task;
mod watch;

use std::fmt;

pub use batch::{Ending, Graded, grade_all};
pub use course::{Exercise, course};
pub use desk::{Desk, Reset};
pub use files::replace;
pub use progress::{Progress, Record};
pub use source::{LARGEST, Unreadable, read_answer};
pub use store::Store;
pub use submissions::{Found, Submission, find, report_names};
pub use summary::write_summary;
pub use tables::{Row, document, list, rows, status};
pub use task::start_text;
pub use watch::{PAUSE, watch};

/// What was asked for cannot be, and nothing was changed; the text says what can.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused(pub String);

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Refused {}

/// A name or a message of somebody else's as a part of a line: no control characters, which terminals obey.
pub(crate) fn plain(text: &str) -> String {
    let is_obeyed = |character: char| match character {
        // These show a text in another order than it is read in, or break a line.
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => true,
        other => other.is_control(),
    };
    text.chars().map(|character| if is_obeyed(character) { '\u{fffd}' } else { character }).collect()
}

#[cfg(test)]
mod testing;

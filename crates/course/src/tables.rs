//! The course as a learner reads it: what there is, how far it is done, and what to do next.

use std::fmt::Write as _;

use racecourse_grade::hints;
use racecourse_report::{paragraph, plural};
use serde_json::{Value, json};

use crate::progress::{Progress, Record};
use crate::{Desk, Exercise};

/// An exercise, and how far it is done.
pub struct Row {
    /// The exercise.
    pub exercise: Exercise,
    /// Whether there is an answer, or was one.
    pub is_begun: bool,
    /// What was done.
    pub record: Record,
    /// How many hints there are.
    pub hints: usize,
}

impl Row {
    fn state(&self) -> String {
        match (self.record.best, self.record.out_of) {
            (Some(best), Some(out_of)) => format!("{best} of {out_of}"),
            _ if self.is_begun => "begun".to_owned(),
            _ => "not begun".to_owned(),
        }
    }
}

/// The course with what was done of it.
pub fn rows(course: &[Exercise], desk: &Desk, progress: &Progress) -> Vec<Row> {
    let row = |exercise: &Exercise| {
        let record = progress.of(exercise.name());
        let is_begun = record.tries > 0 || desk.is_begun(exercise);
        Row { exercise: *exercise, is_begun, record, hints: hints(&exercise.fixture).len() }
    };
    course.iter().map(row).collect()
}

/// The course in its order: number, fixture, class, how far it is done, and the title.
pub fn list(rows: &[Row], progress: &Progress, width: u16) -> String {
    let (name, class) = widths(rows);
    let mut text = String::new();
    for row in rows {
        let Exercise { number, fixture, .. } = row.exercise;
        let line =
            format!("{number:>3}  {:name$}  {:class$}  {}", row.exercise.name(), row.exercise.class.name, row.state());
        let _ = writeln!(text, "{line}");
        text.push_str(&paragraph(fixture.about.title, 5, width));
    }
    let _ = write!(text, "\n{}", paragraph(&next(rows, progress), 0, width));
    text
}

/// The course with what was done of each exercise, how much that is in all, and what to do next.
pub fn status(rows: &[Row], progress: &Progress, width: u16) -> String {
    let (name, _) = widths(rows);
    let mut text =
        format!("     {:name$}  {:9}  {:>4}  {:>4}  {:>5}  {:>5}\n", "", "", "best", "last", "tries", "hints");
    for row in rows {
        let Record { tries, best, last, hints, .. } = row.record;
        let score = |score: Option<u32>| score.map_or("-".to_owned(), |score| score.to_string());
        let state = match row.is_begun {
            _ if row.record.is_solved() => "solved",
            true => "begun",
            false => "not begun",
        };
        let _ = writeln!(
            text,
            "{:>3}  {:name$}  {state:9}  {:>4}  {:>4}  {tries:>5}  {:>5}",
            row.exercise.number,
            row.exercise.name(),
            score(best),
            score(last),
            format!("{hints}/{}", row.hints),
        );
    }
    let solved = rows.iter().filter(|row| row.record.is_solved()).count();
    let begun = rows.iter().filter(|row| row.is_begun && !row.record.is_solved()).count();
    let tries = plural(rows.iter().map(|row| row.record.tries).sum(), "time");
    let sum = format!("{solved} of {} solved, {begun} begun; graded {tries}.", rows.len());
    let _ = write!(text, "\n{}{}", paragraph(&sum, 0, width), paragraph(&next(rows, progress), 0, width));
    text
}

/// The same for programs.
pub fn document(rows: &[Row], progress: &Progress, desk: &Desk) -> Value {
    let exercises = rows.iter().map(|row| {
        let Record { tries, best, last, out_of, hints } = row.record;
        json!({
            "number": row.exercise.number,
            "class": row.exercise.class.name,
            "fixture": row.exercise.name(),
            "title": row.exercise.fixture.about.title,
            "begun": row.is_begun,
            "solved": row.record.is_solved(),
            "answer": desk.answer(&row.exercise).to_string_lossy(),
            "best": best,
            "last": last,
            "out_of": out_of,
            "tries": tries,
            "hints_used": hints,
            "hints": row.hints,
        })
    });
    json!({
        "schema_version": 1,
        "exercises": exercises.collect::<Vec<_>>(),
        "last_worked_on": progress.last_worked_on,
        "next": wanted(rows, progress).map(|row| row.exercise.name()),
    })
}

/// How wide the names of exercises and of classes are.
fn widths(rows: &[Row]) -> (usize, usize) {
    let widest = |name: fn(&Row) -> &'static str| rows.iter().map(|row| name(row).len()).max().unwrap_or_default();
    (widest(|row| row.exercise.name()), widest(|row| row.exercise.class.name))
}

/// The exercise to do next: the one that was worked on last, or else the first that is not solved.
fn wanted<'a>(rows: &'a [Row], progress: &Progress) -> Option<&'a Row> {
    let mut unsolved = rows.iter().filter(|row| !row.record.is_solved());
    let last = progress.last_worked_on.as_deref();
    unsolved.clone().find(|row| row.is_begun && Some(row.exercise.name()) == last).or_else(|| unsolved.next())
}

fn next(rows: &[Row], progress: &Progress) -> String {
    match wanted(rows, progress) {
        None => "Everything is solved.".to_owned(),
        Some(row) if row.is_begun => format!("Next: cargo xtask exercise watch {}", row.exercise.name()),
        Some(row) => format!("Next: cargo xtask exercise start {}", row.exercise.name()),
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::testing::exercises;

    fn table(progress: &Progress) -> Vec<Row> {
        rows(&exercises(), &Desk::new(Path::new("/nowhere"), Path::new("/")), progress)
    }

    #[test]
    fn a_course_that_is_not_begun_says_how_to_begin() {
        let progress = Progress::default();
        let rows = table(&progress);
        insta::assert_snapshot!(list(&rows, &progress, 80));
    }

    #[test]
    fn the_state_of_things_says_what_was_done_and_what_to_do() {
        let mut progress = Progress::default();
        for (name, score) in [("unlocked-counter", 100), ("unlocked-counter", 45), ("torn-pair", 80)] {
            progress.try_with(name, score, 100);
        }
        progress.next_hint("torn-pair", 2);
        let rows = table(&progress);
        insta::assert_snapshot!(status(&rows, &progress, 80) + "\n" + &list(&rows, &progress, 80));
    }

    #[test]
    fn what_was_worked_on_last_is_next_until_it_is_solved() {
        let mut progress = Progress::default();
        let next = |progress: &Progress| wanted(&table(progress), progress).map(|row| row.exercise.name());
        assert_eq!(next(&progress), Some("unlocked-counter"));
        progress.try_with("torn-pair", 20, 100);
        assert_eq!(next(&progress), Some("torn-pair"));
        progress.try_with("torn-pair", 100, 100);
        assert_eq!(next(&progress), Some("unlocked-counter"));
        progress.try_with("unlocked-counter", 100, 100);
        progress.try_with("lost-parcel", 100, 100);
        assert_eq!(next(&progress), None);
    }
}

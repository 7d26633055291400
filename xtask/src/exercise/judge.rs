//! What the commands ask of the judge, and what is to be seen while it is at work.

use std::time::Duration;

use anyhow::Result;
use indicatif::{ProgressBar, ProgressStyle};
use racecourse_course::Exercise;
use racecourse_grade::{Format, Grade, Grader, Look, render};

use crate::{WIDTH, paint, project};

/// Whether to stop.
pub(super) type Stop<'a> = &'a (dyn Fn() -> bool + Sync);

/// Judges the answer to an exercise, which is called as the text says. It asks whether to stop, and tells what it does.
pub(super) type Judge<'a> = dyn Fn(&Exercise, &str, &[u8], Stop<'_>, &dyn Fn(&str)) -> Result<Grade> + Sync + 'a;

/// The judge.
///
/// # Errors
///
/// If there is no compiler, or not what answers are compiled against.
pub(super) fn judge() -> Result<Box<Judge<'static>>> {
    let grader = Grader::new(&project::root(), &project::target())?;
    Ok(Box::new(move |exercise, file, source, stop, progress| {
        grader.grade(exercise.class, exercise.fixture, file, source, stop, progress)
    }))
}

/// A grade for standard output.
pub(super) fn printed(grade: &Grade, format: Format) -> String {
    render(grade, format, Look { width: WIDTH, colour: paint::is_wanted() })
}

/// The end of the name of a file with a grade in this format.
pub(super) fn extension(format: Format) -> &'static str {
    match format {
        Format::Human | Format::GithubClassroom => "txt",
        Format::Json | Format::Gradescope | Format::Exercism => "json",
        Format::Junit => "xml",
    }
}

/// Says what is being done, on a terminal.
pub(super) struct Spinner(ProgressBar);

impl Spinner {
    pub(super) fn new() -> Self {
        // Draws on standard error, and not at all where that is no terminal.
        let bar = ProgressBar::new_spinner();
        let style = ProgressStyle::with_template("{spinner} {elapsed} {wide_msg}");
        bar.set_style(style.expect("the template is one of indicatif's language"));
        bar.enable_steady_tick(Duration::from_millis(200));
        Spinner(bar)
    }

    pub(super) fn say(&self, what: &str) {
        self.0.set_message(what.to_owned());
    }
}

impl Drop for Spinner {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}

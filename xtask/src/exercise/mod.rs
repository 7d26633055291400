//! The learner's and the teacher's commands: thin, around `racecourse-course` and the judge.

mod arguments;
mod grade;
mod grade_all;
mod judge;
mod learn;
mod replay;
#[cfg(test)]
mod testing;
mod watch;

use std::env;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use racecourse_course::{Desk, Exercise, Store, course};
use racecourse_runner::fixtures;

pub(crate) use arguments::{ExerciseOptions, GradeAllOptions, GradeOptions};
pub(crate) use grade::grade;
pub(crate) use grade_all::grade_all;
pub(crate) use replay::witnessed;

use crate::catalogue::CLASSES;
use crate::{WrongUsage, project};
use arguments::ExerciseCommand;

/// `cargo xtask exercise`.
pub(crate) fn exercise(options: &ExerciseOptions) -> Result<u8> {
    let room = Room::new(options.dir.as_deref())?;
    match &options.command {
        ExerciseCommand::List(options) => learn::list(&room, options.format),
        ExerciseCommand::Start(options) => learn::start(&room, &options.fixture),
        ExerciseCommand::Hint(options) => learn::hint(&room, options.fixture.as_deref()),
        ExerciseCommand::Watch(options) => watch::watch(&room, options.fixture.as_deref()),
        ExerciseCommand::Reset(options) => learn::reset(&room, &options.fixture),
        ExerciseCommand::Status(options) => learn::status(&room, options.format),
    }
}

/// What the commands work with: the course, the folder of the exercises, and the progress in it.
struct Room {
    course: Vec<Exercise>,
    desk: Desk,
    store: Store,
    /// The folder, if it is not the usual one.
    dir: Option<PathBuf>,
}

impl Room {
    fn new(dir: Option<&Path>) -> Result<Room> {
        let root = project::root();
        let folder = match dir {
            Some(dir) => std::path::absolute(dir).with_context(|| format!("cannot find {}", dir.display()))?,
            None => root.join("exercises"),
        };
        let (desk, store) = (Desk::new(&folder, &root), Store::new(&folder));
        Ok(Room { course: course(CLASSES), desk, store, dir: dir.map(Path::to_owned) })
    }

    /// The exercise of this name.
    fn exercise(&self, name: &str) -> Result<Exercise> {
        let chosen = fixtures(CLASSES, &[name.to_owned()])?;
        let [(class, fixture)] = chosen[..] else {
            let names: Vec<_> = chosen.iter().map(|(_, fixture)| format!("`{}`", fixture.about.name)).collect();
            return Err(
                WrongUsage(format!("one exercise at a time, please; `{name}` names {}", names.join(", "))).into()
            );
        };
        let is_it = |exercise: &&Exercise| exercise.class.name == class.name && exercise.name() == fixture.about.name;
        self.course.iter().find(is_it).copied().context("the course has every fixture")
    }

    /// The exercise of this name, or the one that was worked on last.
    fn exercise_or_last(&self, name: Option<&str>) -> Result<Exercise> {
        if let Some(name) = name {
            return self.exercise(name);
        }
        let (progress, message) = self.store.read()?;
        note(message);
        let Some(last) = progress.last_worked_on else {
            let first = self.course.first().map_or("", Exercise::name);
            let begin = self.command(&format!("exercise start {first}"));
            return Err(WrongUsage(format!("no exercise was worked on yet; name one, or begin with `{begin}`")).into());
        };
        self.exercise(&last)
    }

    /// A command to type next, for the same folder.
    fn command(&self, words: &str) -> String {
        let dir = self.dir.as_ref().map_or(String::new(), |dir| format!(" --dir {}", dir.display()));
        format!("cargo xtask {words}{dir}")
    }
}

/// Says something that is not the result.
fn note(message: Option<String>) {
    if let Some(message) = message {
        eprintln!("note: {message}");
    }
}

/// A path as the user would name it: from the current folder, if it is below.
fn shown(path: &Path) -> String {
    let here = env::current_dir().ok();
    let below = here.and_then(|here| path.strip_prefix(here).ok().map(Path::to_owned));
    below.filter(|below| !below.as_os_str().is_empty()).unwrap_or_else(|| path.to_owned()).display().to_string()
}

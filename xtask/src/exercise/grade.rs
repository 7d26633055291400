//! `cargo xtask grade`: one answer, and one grade.

use std::fs::{self, File};
use std::io;
use std::os::unix::fs::FileTypeExt as _;
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering::Relaxed;

use anyhow::Result;
use racecourse_course::{Exercise, Unreadable, read_answer};
use racecourse_grade::{Format, Grade, Interrupted};

use super::arguments::GradeOptions;
use super::judge::{Judge, Spinner, Stop, judge, printed};
use super::{Room, note, shown};
use crate::{AS_EXPECTED, CONTRADICTED, FAILED, WrongUsage, interrupt, print};

/// Judges an answer, and prints its grade.
pub(crate) fn grade(options: &GradeOptions) -> Result<u8> {
    let room = Room::new(options.dir.as_deref())?;
    let exercise = room.exercise(&options.fixture)?;
    let answer = Answer::new(&room, &exercise, options.file.as_deref())?;
    let interrupted = interrupt::listen()?;
    grade_with(&*judge()?, &room, &exercise, &answer, options.format, &|| interrupted.load(Relaxed), &mut print)
}

fn grade_with(
    judge: &Judge,
    room: &Room,
    exercise: &Exercise,
    answer: &Answer,
    format: Format,
    stop: Stop<'_>,
    print: &mut dyn FnMut(&str) -> Result<()>,
) -> Result<u8> {
    let spinner = Spinner::new();
    let grade = judge(exercise, &answer.name, &answer.source, stop, &|what| spinner.say(what));
    drop(spinner);
    let grade = match grade {
        Err(error) if error.is::<Interrupted>() => {
            eprintln!("error: interrupted");
            return Ok(FAILED);
        }
        grade => grade?,
    };
    print(&printed(&grade, format))?;
    if answer.is_own {
        record(room, exercise, &grade);
    }
    Ok(if grade.is_full() { AS_EXPECTED } else { CONTRADICTED })
}

/// Remembers a try. That it cannot be remembered makes the grade no worse.
pub(super) fn record(room: &Room, exercise: &Exercise, grade: &Grade) {
    match room.store.update(|progress| progress.try_with(exercise.name(), grade.score, grade.out_of)) {
        Ok(((), message)) => note(message),
        Err(error) => eprintln!("error: this try is not recorded: {error:#}"),
    }
}

/// What is to be judged.
struct Answer {
    /// What it is called.
    name: String,
    source: Vec<u8>,
    /// Whether it is the exercise's own.
    is_own: bool,
}

impl Answer {
    fn new(room: &Room, exercise: &Exercise, file: Option<&Path>) -> Result<Answer> {
        let own = room.desk.answer(exercise);
        if file == Some(Path::new("-")) {
            let source = read_answer(io::stdin().lock());
            let source = source.map_err(|why| WrongUsage(format!("standard input {why}")))?;
            return Ok(Answer { name: "standard input".to_owned(), source, is_own: false });
        }
        let (path, name) = match file {
            Some(file) => (file.to_owned(), file.display().to_string()),
            None => (own.clone(), shown(&own)),
        };
        let source = read_file(&path).map_err(|why| match why {
            Unreadable::Io(_) if why.is_missing() => {
                let start = room.command(&format!("exercise start {}", exercise.name()));
                WrongUsage(format!("there is no {name}; write an answer with `{start}`, or name a file that has one"))
            }
            why => WrongUsage(format!("{name} {why}")),
        })?;
        Ok(Answer { name, source, is_own: is_same(&path, &own) })
    }
}

/// Reads an answer of the user's own.
pub(super) fn read_file(path: &PathBuf) -> Result<Vec<u8>, Unreadable> {
    let kind = fs::metadata(path).map_err(Unreadable::Io)?.file_type();
    if kind.is_dir() {
        return Err(Unreadable::NoFile("a folder"));
    }
    // Opening it would wait for somebody who writes, and nobody could interrupt that. What a shell makes of `<(…)` is open
    // already.
    let is_open = ["/dev", "/proc"].iter().any(|folder| path.starts_with(folder));
    if kind.is_fifo() && !is_open {
        return Err(Unreadable::NoFile("a pipe"));
    }
    File::open(path).map_err(Unreadable::Io).and_then(read_answer)
}

fn is_same(one: &Path, other: &Path) -> bool {
    fs::canonicalize(one).is_ok_and(|one| fs::canonicalize(other).is_ok_and(|other| one == other))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exercise::testing::{self, soon};

    /// Grades the answer to `relock` in a room where it has this text, or the named file, in which there is the same: the
    /// exit code, what is printed, and how many tries are recorded.
    fn graded(text: &str, file: Option<&str>) -> (Result<u8>, String, u64) {
        let (folder, room, exercise) = testing::room(text);
        let file = file.map(|file| folder.path().join(file));
        if let Some(file) = file.as_ref().filter(|file| !file.exists()) {
            fs::write(file, text).unwrap();
        }
        let answer = Answer::new(&room, &exercise, file.as_deref()).unwrap();
        let mut printed = String::new();
        let mut print = |text: &str| {
            printed.push_str(text);
            Ok(())
        };
        let code = grade_with(&testing::judge, &room, &exercise, &answer, Format::Json, &soon(), &mut print);
        let tries = room.store.read().unwrap().0.of("relock").tries;
        (code, printed, tries)
    }

    #[test]
    fn full_marks_are_success_and_fewer_are_not_and_both_are_tries() {
        for (points, expected) in [(100, AS_EXPECTED), (99, CONTRADICTED)] {
            let (code, printed, tries) = graded(&"x".repeat(points), None);
            assert_eq!((code.unwrap(), tries), (expected, 1));
            let grade: Grade = serde_json::from_str(&printed).unwrap();
            assert_eq!((grade.fixture.as_str(), grade.score as usize), ("relock", points));
        }
    }

    #[test]
    fn only_the_exercises_own_file_is_a_try_whatever_it_is_called() {
        assert_eq!(graded("x", Some("other.rs")).2, 0);
        assert_eq!(graded("x", Some("exercises/../exercises/relock/answer.rs")).2, 1);
    }

    #[test]
    fn what_was_not_judged_is_a_failure_and_no_try() {
        let (code, printed, tries) = graded("wait", None);
        assert_eq!((code.unwrap(), printed.as_str(), tries), (FAILED, "", 0));
        let (code, printed, tries) = graded("fail", None);
        assert_eq!((code.unwrap_err().to_string().as_str(), printed.as_str(), tries), ("the disk is full", "", 0));
    }

    #[test]
    fn nobody_waits_for_a_pipe_that_nobody_writes_to() {
        let folder = tempfile::tempdir().unwrap();
        let pipe = folder.path().join("answer.rs");
        let made = std::process::Command::new("mkfifo").arg(&pipe).status().unwrap();
        assert!(made.success());
        assert_eq!(read_file(&pipe).unwrap_err().to_string(), "is a pipe, not a file");
    }

    #[test]
    fn a_grade_is_given_even_if_it_cannot_be_recorded() {
        let (_folder, room, exercise) = testing::room("x");
        fs::write(room.desk.folder().join("progress.json"), "{\"schema_version\": 7}").unwrap();
        let answer = Answer::new(&room, &exercise, None).unwrap();
        let code = grade_with(&testing::judge, &room, &exercise, &answer, Format::Human, &|| false, &mut |_| Ok(()));
        assert_eq!(code.unwrap(), CONTRADICTED);
    }
}

//! `cargo xtask exercise watch`: a grade whenever the answer is saved.

use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::thread;

use anyhow::Result;
use racecourse_course::{Exercise, PAUSE, Unreadable, watch as watch_file};
use racecourse_grade::Format;

use super::grade::{read_file, record};
use super::judge::{Judge, Spinner, Stop, judge, printed};
use super::{Room, shown};
use crate::{AS_EXPECTED, WrongUsage, interrupt, print};

/// Watches the answer to an exercise.
pub(super) fn watch(room: &Room, name: Option<&str>) -> Result<u8> {
    let exercise = room.exercise_or_last(name)?;
    let path = room.desk.answer(&exercise);
    match read_file(&path) {
        Err(why) if why.is_missing() => {
            let start = room.command(&format!("exercise start {}", exercise.name()));
            return Err(WrongUsage(format!("there is no {}; `{start}` writes it", shown(&path))).into());
        }
        // What cannot be looked at cannot be watched: nobody would ever hear that it is readable now.
        Err(why @ Unreadable::Io(_)) => return Err(WrongUsage(format!("{} {why}", shown(&path))).into()),
        Err(_) | Ok(_) => {}
    }
    let interrupted = interrupt::listen()?;
    let ended = || interrupted.load(Relaxed);
    watch_with(&*judge()?, room, &exercise, &ended, &mut || thread::sleep(PAUSE), &mut print)
}

fn watch_with(
    judge: &Judge,
    room: &Room,
    exercise: &Exercise,
    ended: Stop<'_>,
    pause: &mut dyn FnMut(),
    print: &mut dyn FnMut(&str) -> Result<()>,
) -> Result<u8> {
    let path = room.desk.answer(exercise);
    let name = shown(&path);
    let mut judge_one = |source: Result<Vec<u8>, Unreadable>, stop: Stop<'_>| -> Result<()> {
        let source = match source {
            Ok(source) => source,
            Err(why) => {
                eprintln!("error: {name} {why}");
                eprintln!("Waiting for {name} to be saved; Ctrl-C ends.");
                return Ok(());
            }
        };
        // What the judge says once it was told to stop is not of interest.
        let stopped = AtomicBool::new(false);
        let stop = || {
            let stop = stopped.load(Relaxed) || stop();
            stopped.store(stop, Relaxed);
            stop
        };
        let spinner = Spinner::new();
        let grade = judge(exercise, &name, &source, &stop, &|what| spinner.say(what));
        drop(spinner);
        match grade {
            _ if stopped.load(Relaxed) => return Ok(()),
            Ok(grade) => {
                print(&printed(&grade, Format::Human))?;
                record(room, exercise, &grade);
            }
            Err(error) => eprintln!("error: {error:#}"),
        }
        eprintln!("Waiting for {name} to be saved; Ctrl-C ends.");
        Ok(())
    };
    watch_file(&path, ended, pause, &mut judge_one)?;
    Ok(AS_EXPECTED)
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::fs;

    use super::*;
    use crate::exercise::testing;

    /// Watches an answer with this text, which becomes `saved` after some pauses and ends after some more: how many
    /// grades are printed, and how many tries there are.
    fn watched(text: &str, saved: &str) -> (usize, u64) {
        let (_folder, room, exercise) = testing::room(text);
        let path = room.desk.answer(&exercise);
        let (pauses, ended, mut printed) = (Cell::new(0), AtomicBool::new(false), 0);
        let mut pause = || {
            pauses.set(pauses.get() + 1);
            match pauses.get() {
                5 => fs::write(&path, saved).unwrap(),
                50 => ended.store(true, Relaxed),
                _ => {}
            }
        };
        let mut print = |_: &str| {
            printed += 1;
            Ok(())
        };
        let ended = || ended.load(Relaxed);
        let code = watch_with(&testing::judge, &room, &exercise, &ended, &mut pause, &mut print);
        assert_eq!(code.unwrap(), AS_EXPECTED);
        (printed, room.store.read().unwrap().0.of("relock").tries)
    }

    #[test]
    fn every_save_is_graded_and_is_a_try() {
        assert_eq!(watched("first", "second"), (2, 2));
    }

    #[test]
    fn what_cannot_be_looked_at_is_not_watched() {
        let (_folder, room, _) = testing::room("x");
        let path = room.desk.answer(&room.exercise("relock").unwrap());
        fs::remove_file(&path).unwrap();
        std::os::unix::fs::symlink("answer.rs", &path).unwrap();
        let error = watch(&room, Some("relock")).unwrap_err();
        assert!(error.is::<WrongUsage>() && error.to_string().contains("answer.rs cannot be read: "), "{error:#}");
    }

    #[test]
    fn a_judge_that_fails_ends_nothing() {
        assert_eq!(watched("fail", "second"), (1, 1));
    }

    #[test]
    fn what_is_overtaken_by_a_save_is_neither_shown_nor_a_try() {
        let (_folder, room, exercise) = testing::room("wait");
        let path = room.desk.answer(&exercise);
        let (mut printed, ended) = (0, AtomicBool::new(false));
        let judge = |exercise: &Exercise, file: &str, source: &[u8], stop: Stop<'_>, progress: &dyn Fn(&str)| {
            if source == b"wait" {
                fs::write(&path, "better").unwrap();
            }
            testing::judge(exercise, file, source, stop, progress)
        };
        let mut print = |_: &str| {
            printed += 1;
            ended.store(true, Relaxed);
            Ok(())
        };
        watch_with(&judge, &room, &exercise, &|| ended.load(Relaxed), &mut || (), &mut print).unwrap();
        assert_eq!((printed, room.store.read().unwrap().0.of("relock").last), (1, Some(6)));
    }
}

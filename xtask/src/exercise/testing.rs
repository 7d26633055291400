//! A judge to test the commands with, and a room of its own.

use std::fs;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

use anyhow::{Result, bail};
use racecourse_course::Exercise;
use racecourse_grade::{Grade, Interrupted};

use super::Room;
use super::judge::Stop;

/// Gives as many points as the answer has characters; fails, panics, or waits to be stopped if that is what it says.
pub(super) fn judge(
    exercise: &Exercise,
    file: &str,
    source: &[u8],
    stop: Stop<'_>,
    progress: &dyn Fn(&str),
) -> Result<Grade> {
    progress("reading");
    match source {
        b"fail" => bail!("the disk is full"),
        b"panic" => panic!("a bug of ours"),
        b"wait" => {
            while !stop() {
                std::thread::yield_now();
            }
            return Err(Interrupted.into());
        }
        _ => {}
    }
    Ok(Grade {
        schema_version: 1,
        class: exercise.class.name.to_owned(),
        fixture: exercise.name().to_owned(),
        title: exercise.fixture.about.title.to_owned(),
        file: file.to_owned(),
        score: u32::try_from(source.len())?,
        out_of: 100,
        cap: None,
        criteria: Vec::new(),
        failure: None,
        hint: None,
        lesson: None,
        notices: Vec::new(),
        seconds: 0.5,
    })
}

/// A room with an answer to `relock` that has this text.
pub(super) fn room(answer: &str) -> (tempfile::TempDir, Room, Exercise) {
    let folder = tempfile::tempdir().expect("there is room for temporary files");
    let room = Room::new(Some(&folder.path().join("exercises"))).expect("a folder can be named");
    let exercise = room.exercise("relock").expect("there is such an exercise");
    let path = room.desk.answer(&exercise);
    fs::create_dir_all(path.parent().expect("it is in a folder")).expect("a folder can be made");
    fs::write(path, answer).expect("a file can be written");
    (folder, room, exercise)
}

/// Says to stop from the second question on.
pub(super) fn soon() -> impl Fn() -> bool + Sync {
    let asked = AtomicBool::new(false);
    move || asked.swap(true, Relaxed)
}

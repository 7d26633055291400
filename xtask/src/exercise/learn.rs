//! `exercise list`, `start`, `hint`, `reset` and `status`.

use anyhow::Result;
use racecourse_course::{
    Exercise, Progress, Reset, Row, document, list as listed, rows, start_text, status as statuses,
};
use racecourse_grade::{Rubric, hints};
use racecourse_report::paragraph;

use super::{Room, note, shown};
use crate::arguments::Format;
use crate::{AS_EXPECTED, WIDTH, print};

/// `cargo xtask exercise list`.
pub(super) fn list(room: &Room, format: Format) -> Result<u8> {
    table(room, format, listed)
}

/// `cargo xtask exercise status`.
pub(super) fn status(room: &Room, format: Format) -> Result<u8> {
    table(room, format, statuses)
}

fn table(room: &Room, format: Format, draw: fn(&[Row], &Progress, u16) -> String) -> Result<u8> {
    let (progress, message) = room.store.read()?;
    note(message);
    let rows = rows(&room.course, &room.desk, &progress);
    print(&match format {
        Format::Table => draw(&rows, &progress, WIDTH),
        Format::Json => format!("{:#}\n", document(&rows, &progress, &room.desk)),
    })?;
    Ok(AS_EXPECTED)
}

/// `cargo xtask exercise start`.
pub(super) fn start(room: &Room, name: &str) -> Result<u8> {
    let exercise = room.exercise(name)?;
    let path = room.desk.start(&room.course, &exercise, &text(room, &exercise)?)?;
    let name = exercise.name();
    let ((), message) = room.store.update(|progress| progress.work_on(name))?;
    note(message);
    let command = |words: &str| format!("  {}\n", room.command(&format!("{words} {name}")));
    print(&format!(
        "Wrote {}, with the task at its top.\nOpen the folder {} in your editor, so that it knows the rest.\n\n{}{}{}",
        shown(&path),
        shown(room.desk.folder()),
        command("grade"),
        command("exercise watch"),
        command("exercise hint"),
    ))?;
    Ok(AS_EXPECTED)
}

/// `cargo xtask exercise reset`.
pub(super) fn reset(room: &Room, name: &str) -> Result<u8> {
    let exercise = room.exercise(name)?;
    let reset = room.desk.reset(&room.course, &exercise, &text(room, &exercise)?)?;
    let ((), message) = room.store.update(|progress| progress.work_on(exercise.name()))?;
    note(message);
    let path = shown(&room.desk.answer(&exercise));
    print(&match reset {
        Reset::Kept(old) => format!("{path} is as in the beginning; what you had is {}.\n", shown(&old)),
        Reset::Unchanged => format!("{path} was as in the beginning, and still is.\n"),
    })?;
    Ok(AS_EXPECTED)
}

/// `cargo xtask exercise hint`.
pub(super) fn hint(room: &Room, name: Option<&str>) -> Result<u8> {
    let exercise = room.exercise_or_last(name)?;
    let (name, hints) = (exercise.name(), hints(&exercise.fixture));
    let (next, message) = room.store.update(|progress| progress.next_hint(name, hints.len()))?;
    note(message);
    let about = format!("{}/{name}", exercise.class.name);
    print(&match next.and_then(|next| hints.get(next)) {
        Some(hint) if hint.number == hint.of => {
            format!(
                "Hint {} of {} for {about}, the last one:\n{}",
                hint.number,
                hint.of,
                paragraph(&hint.text, 2, WIDTH)
            )
        }
        Some(hint) => format!("Hint {} of {} for {about}:\n{}", hint.number, hint.of, paragraph(&hint.text, 2, WIDTH)),
        None => {
            let all = hints.iter().map(|hint| paragraph(&format!("{}. {}", hint.number, hint.text), 2, WIDTH));
            format!("There are no more hints for {about}. These were all:\n{}", all.collect::<String>())
        }
    })?;
    Ok(AS_EXPECTED)
}

fn text(room: &Room, exercise: &Exercise) -> Result<String> {
    start_text(exercise, room.course.len(), &Rubric::of(&exercise.fixture).points)
}

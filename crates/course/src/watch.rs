//! Judging an answer whenever it is saved.
//!
//! The file is looked at, many times a second, and no notice of the kernel's is waited for: such notices are lost on
//! network file systems and in folders that a container shares with its host, which is where courses are held, and they
//! differ between editors that write a file and editors that put a new one in its place. A look costs a microsecond.

use std::fs;
use std::os::unix::fs::MetadataExt as _;
use std::path::Path;
use std::time::Duration;

use anyhow::Result;

use crate::source::{Unreadable, read_regular};

/// How long [`watch`] is to pause between two looks.
pub const PAUSE: Duration = Duration::from_millis(25);
/// How many looks have to see the same before it counts: what is saved within 100 ms is one save.
const SAME_LOOKS: u32 = 4;

/// What tells one save from another: the file, its length, and when its content or its entry changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Stamp(u64, u64, (i64, i64), (i64, i64));

impl Stamp {
    /// `None` if there is no file at this moment.
    fn of(path: &Path) -> Option<Stamp> {
        let file = fs::metadata(path).ok()?;
        let (modified, changed) = ((file.mtime(), file.mtime_nsec()), (file.ctime(), file.ctime_nsec()));
        Some(Stamp(file.ino(), file.len(), modified, changed))
    }
}

/// Says whether to stop.
type Stop<'a> = &'a (dyn Fn() -> bool + Sync);

/// What is called with an answer, or with why it cannot be read, and with what says whether to stop.
type JudgeOne<'a> = dyn FnMut(Result<Vec<u8>, Unreadable>, Stop<'_>) -> Result<()> + 'a;

/// Calls `judge` with the answer at once, and again whenever it was saved, until `ended` says so. `judge` is also given a
/// function that says whether to stop: because of a newer save, or because all is over. `pause` takes [`PAUSE`].
///
/// # Errors
///
/// Those of `judge`, which end it.
pub fn watch(path: &Path, ended: Stop<'_>, pause: &mut dyn FnMut(), judge: &mut JudgeOne<'_>) -> Result<()> {
    let mut judged: Option<Stamp> = None;
    let (mut seen, mut looks) = (None, 0);
    while !ended() {
        let stamp = Stamp::of(path);
        looks = if stamp == seen { looks + 1 } else { 1 };
        seen = stamp;
        // The first one need not settle: nobody is saving yet.
        let is_settled = judged.is_none() || looks >= SAME_LOOKS;
        if stamp.is_none() || stamp == judged || !is_settled {
            pause();
            continue;
        }
        let source = read_regular(path);
        let is_overtaken = || ended() || Stamp::of(path) != stamp;
        judge(source, &is_overtaken)?;
        judged = stamp;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::cell::{Cell, RefCell};
    use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

    use super::*;

    /// Watches a file, and gives what was judged of it. `meanwhile` is called in each pause with its number, and
    /// `judging` in each judgement with what is judged and whether to stop; either ends it by saying `true`.
    fn judgements(
        meanwhile: impl Fn(&Path, u32) -> bool,
        judging: impl Fn(&Path, &str, &dyn Fn() -> bool) -> bool,
    ) -> Vec<String> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("answer.rs");
        fs::write(&path, "first").unwrap();
        let (ended, pauses, judged) = (AtomicBool::new(false), Cell::new(0), RefCell::new(Vec::new()));
        let mut pause = || {
            pauses.set(pauses.get() + 1);
            assert!(pauses.get() < 1000, "it waits for something that does not happen");
            ended.fetch_or(meanwhile(&path, pauses.get()), Relaxed);
        };
        let mut judge = |source: Result<Vec<u8>, Unreadable>, stop: &(dyn Fn() -> bool + Sync)| {
            let source = match source {
                Ok(source) => String::from_utf8(source).unwrap(),
                Err(why) => why.to_string(),
            };
            ended.fetch_or(judging(&path, &source, &stop), Relaxed);
            judged.borrow_mut().push(source);
            Ok(())
        };
        watch(&path, &|| ended.load(Relaxed), &mut pause, &mut judge).unwrap();
        judged.into_inner()
    }

    #[test]
    fn it_is_judged_at_once_and_not_again_unless_it_is_saved() {
        assert_eq!(judgements(|_, pause| pause == 50, |_, _, _| false), ["first"]);
    }

    #[test]
    fn a_file_that_takes_its_place_is_a_save_even_if_it_was_gone_in_between() {
        let save = |path: &Path, pause| {
            let new = path.with_file_name("new");
            match pause {
                5 => fs::write(&new, "second").and_then(|()| fs::rename(&new, path)).unwrap(),
                15 => fs::remove_file(path).unwrap(),
                25 => fs::write(path, "third").unwrap(),
                _ => {}
            }
            pause == 50
        };
        assert_eq!(judgements(save, |_, _, _| false), ["first", "second", "third"]);
    }

    #[test]
    fn several_saves_in_a_row_are_one() {
        let save = |path: &Path, pause: u32| {
            if (5..15).contains(&pause) {
                fs::write(path, "x".repeat(pause as usize)).unwrap();
            }
            pause == 50
        };
        assert_eq!(judgements(save, |_, _, _| false), ["first", &"x".repeat(14)]);
    }

    #[test]
    fn a_save_stops_the_judgement_that_is_under_way_and_is_judged_next() {
        let save_meanwhile = |path: &Path, source: &str, stop: &dyn Fn() -> bool| {
            assert!(!stop(), "nothing has happened yet");
            if source == "first" {
                fs::write(path, "overtaken").unwrap();
                assert!(stop());
            }
            false
        };
        assert_eq!(judgements(|_, pause| pause == 50, save_meanwhile), ["first", "overtaken"]);
    }

    #[test]
    fn it_ends_in_the_middle_of_a_judgement_too() {
        assert_eq!(judgements(|_, _| panic!("no more pauses"), |_, _, _| true), ["first"]);
    }

    #[test]
    fn what_cannot_be_read_is_told_and_what_is_saved_next_is_judged() {
        let save = |path: &Path, pause| {
            match pause {
                1 => fs::write(path, "x".repeat(2 << 20)).unwrap(),
                20 => fs::write(path, "better").unwrap(),
                _ => {}
            }
            pause == 50
        };
        let judged = judgements(save, |_, _, _| false);
        assert_eq!(judged, ["first", "is larger than 1024 KiB, which no answer needs to be", "better"]);
    }
}

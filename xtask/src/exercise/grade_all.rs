//! `cargo xtask grade-all`: a folder of submissions, and one summary.

use std::fs::{self, File};
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::Ordering::Relaxed;
use std::thread;
use std::time::Duration;

use anyhow::{Context as _, Result};
use indicatif::{ProgressBar, ProgressStyle};
use racecourse_course::{
    Ending, Found, Graded, Submission, find, grade_all as judge_all, replace, report_names, write_summary,
};
use racecourse_grade::{Format, Grade, Look, render};

use super::Room;
use super::arguments::GradeAllOptions;
use super::judge::{Judge, Stop, extension, judge};
use crate::{AS_EXPECTED, FAILED, WrongUsage, interrupt, print};

/// How many things that are no submissions are named.
const MOST_NAMED: usize = 20;

/// Judges every submission in a folder.
pub(crate) fn grade_all(options: &GradeAllOptions) -> Result<u8> {
    let submissions = submissions(options)?;
    // Before hours of work, rather than after.
    if let Some(path) = &options.out {
        let opened = File::options().create(true).append(true).open(path);
        opened.map_err(|error| WrongUsage(format!("cannot write {}: {error}; name another file", path.display())))?;
    }
    if let Some(folder) = &options.reports {
        let made = fs::create_dir_all(folder);
        made.map_err(|error| WrongUsage(format!("cannot make {}: {error}; name another folder", folder.display())))?;
    }
    let jobs = options.jobs.map(usize::from);
    let jobs = jobs.unwrap_or_else(|| thread::available_parallelism().map_or(1, std::num::NonZero::get));
    let interrupted = interrupt::listen()?;
    let stop = || interrupted.load(Relaxed);
    let reports = options.reports.as_deref().map(|folder| (folder, options.format));
    let all = All { submissions: &submissions, jobs, reports };
    let (graded, failure) = all.grade(&*judge()?, &stop);

    let mut summary = Vec::new();
    write_summary(&mut summary, &submissions, &graded)?;
    match &options.out {
        Some(path) => fs::write(path, &summary).with_context(|| format!("cannot write {}", path.display()))?,
        None => print(&String::from_utf8(summary)?)?,
    }
    Ok(concluded(&submissions, &graded, failure, stop()))
}

/// What is to be judged; says what is not.
fn submissions(options: &GradeAllOptions) -> Result<Vec<Submission>> {
    let room = Room::new(None)?;
    let only = options.fixture.as_deref().map(|name| room.exercise(name)).transpose()?;
    let folder = &options.folder;
    if !folder.is_dir() {
        return Err(WrongUsage(format!("{} is no folder; name one with submissions", folder.display())).into());
    }
    let Found { submissions, ignored } = find(folder, &room.course, only.as_ref())?;
    for text in ignored.iter().take(MOST_NAMED) {
        eprintln!("note: {text}");
    }
    if ignored.len() > MOST_NAMED {
        eprintln!("note: and so it is with {} more", ignored.len() - MOST_NAMED);
    }
    if submissions.is_empty() {
        let wanted = match only {
            Some(exercise) => format!("<who>.rs, <who>/answer.rs or <who>/{}.rs", exercise.name()),
            None => "<who>/<fixture>.rs or <who>/<fixture>/answer.rs".to_owned(),
        };
        let text = format!("there are no submissions in {}; they are called {wanted}", folder.display());
        return Err(WrongUsage(text).into());
    }
    Ok(submissions)
}

/// The exit code, and what is to be said about it.
fn concluded(submissions: &[Submission], graded: &[Graded], failure: Option<String>, interrupted: bool) -> u8 {
    for (submission, graded) in submissions.iter().zip(graded) {
        if let Ending::Failed(why) = &graded.ending {
            eprintln!("error: {} of {} was not judged: {why}", submission.exercise.name(), submission.who);
        }
    }
    if let Some(failure) = &failure {
        eprintln!("error: {failure}");
    }
    let left = graded.iter().filter(|graded| graded.ending == Ending::NotGraded).count();
    if interrupted {
        eprintln!("error: interrupted; {left} of {} are not graded", graded.len());
    }
    let failed = graded.iter().any(|graded| matches!(graded.ending, Ending::Failed(_)));
    if failed || failure.is_some() || interrupted { FAILED } else { AS_EXPECTED }
}

/// Submissions, how many of them to judge at once, and where reports go.
struct All<'a> {
    submissions: &'a [Submission],
    jobs: usize,
    reports: Option<(&'a Path, Format)>,
}

impl All<'_> {
    /// What became of each, and the first report that could not be written.
    fn grade(&self, judge: &Judge, stop: Stop<'_>) -> (Vec<Graded>, Option<String>) {
        let bar = ProgressBar::new(self.submissions.len() as u64);
        let style = ProgressStyle::with_template("{bar:20} {pos}/{len} {elapsed} {wide_msg}");
        bar.set_style(style.expect("the template is one of indicatif's language"));
        bar.enable_steady_tick(Duration::from_millis(200));
        let names = self.reports.map(|(_, format)| report_names(self.submissions, extension(format)));
        let failure = Mutex::new(None);
        let one = |submission: &Submission, source: &[u8]| {
            let what = format!("{} of {}", submission.exercise.name(), submission.who);
            let file = format!("{}.rs of {}", submission.exercise.name(), submission.who);
            judge(&submission.exercise, &file, source, stop, &|step| bar.set_message(format!("{what}: {step}")))
        };
        let done = |number: usize, graded: &Graded| {
            bar.inc(1);
            if let (Ending::Judged(grade), Some((folder, format)), Some(names)) = (&graded.ending, self.reports, &names)
                && let Err(error) = report(&folder.join(&names[number]), grade, format)
            {
                failure.lock().expect("nobody panics with it").get_or_insert(format!("{error:#}"));
            }
        };
        let graded = judge_all(self.submissions, self.jobs, stop, &one, &done);
        bar.finish_and_clear();
        (graded, failure.into_inner().expect("nobody panics with it"))
    }
}

fn report(path: &Path, grade: &Grade, format: Format) -> Result<()> {
    let text = render(grade, format, Look::PLAIN);
    replace(path, text.as_bytes(), 0o666).with_context(|| format!("cannot write {}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exercise::testing;

    /// Submissions of people who are called like their answers' texts.
    fn submissions(texts: &[&str]) -> (tempfile::TempDir, Vec<Submission>) {
        let folder = tempfile::tempdir().unwrap();
        for text in texts {
            fs::write(folder.path().join(format!("{text}.rs")), text).unwrap();
        }
        let room = Room::new(None).unwrap();
        let relock = room.exercise("relock").unwrap();
        let submissions = find(folder.path(), &room.course, Some(&relock)).unwrap().submissions;
        (folder, submissions)
    }

    fn all<'a>(submissions: &'a [Submission], reports: Option<(&'a Path, Format)>) -> All<'a> {
        All { submissions, jobs: 2, reports }
    }

    #[test]
    fn everybody_gets_a_report_except_those_who_could_not_be_judged() {
        let (folder, submissions) = submissions(&["abc", "fail", "panic"]);
        let reports = folder.path().join("reports");
        fs::create_dir(&reports).unwrap();
        let (graded, failure) = all(&submissions, Some((&reports, Format::Json))).grade(&testing::judge, &|| false);
        assert_eq!(failure, None);
        let names: Vec<_> = fs::read_dir(&reports).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(names, ["abc.relock.json"]);
        let grade: Grade = serde_json::from_str(&fs::read_to_string(reports.join("abc.relock.json")).unwrap()).unwrap();
        assert_eq!((grade.score, grade.file.as_str()), (3, "relock.rs of abc"));
        assert_eq!(concluded(&submissions, &graded, None, false), FAILED, "the machine failed for two");
    }

    #[test]
    fn low_scores_and_what_cannot_be_read_are_no_failures_of_the_machine() {
        let (folder, submissions) = submissions(&["abc", "gone"]);
        fs::remove_file(folder.path().join("gone.rs")).unwrap();
        let (graded, failure) = all(&submissions, None).grade(&testing::judge, &|| false);
        assert!(matches!(graded[1].ending, Ending::Unreadable(_)), "{graded:?}");
        assert_eq!(concluded(&submissions, &graded, failure, false), AS_EXPECTED);
    }

    #[test]
    fn a_report_that_cannot_be_written_stops_nobody_and_is_a_failure() {
        let (_folder, submissions) = submissions(&["abc", "abcd"]);
        let nowhere = Path::new("/nowhere");
        let (graded, failure) = all(&submissions, Some((nowhere, Format::Human))).grade(&testing::judge, &|| false);
        assert!(graded.iter().all(|graded| matches!(graded.ending, Ending::Judged(_))));
        assert!(failure.as_ref().is_some_and(|why| why.contains("/nowhere/abc")), "{failure:?}");
        assert_eq!(concluded(&submissions, &graded, failure, false), FAILED);
    }

    #[test]
    fn what_was_interrupted_is_not_graded_and_not_a_success() {
        let (_folder, submissions) = submissions(&["wait"]);
        let (graded, failure) = all(&submissions, None).grade(&testing::judge, &testing::soon());
        assert_eq!(graded[0].ending, Ending::NotGraded);
        assert_eq!(concluded(&submissions, &graded, failure, true), FAILED);
    }
}

//! Grading many submissions at once, whatever becomes of any one of them.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::thread;
use std::time::Instant;

use anyhow::Result;
use racecourse_grade::Grade;

use crate::submissions::Submission;

/// What became of a submission, and in how many seconds.
#[derive(Clone, Debug, PartialEq)]
pub struct Graded {
    /// What became of it.
    pub ending: Ending,
    /// How long it took, in seconds.
    pub seconds: f64,
}

/// What became of a submission.
#[derive(Clone, Debug, PartialEq)]
pub enum Ending {
    /// It was judged.
    Judged(Box<Grade>),
    /// It cannot be read, for this reason; that is up to who has handed it in.
    Unreadable(String),
    /// The machine failed, or the judge did.
    Failed(String),
    /// The user has ended it all before it was its turn, or before it was done.
    NotGraded,
}

/// Grades all submissions, `jobs` of them at a time, and calls `done` with the number of each that has its ending, from
/// several threads. Once `stop` says so, nothing more is begun. What `judge` panics with becomes an ending.
pub fn grade_all(
    submissions: &[Submission],
    jobs: usize,
    stop: &(dyn Fn() -> bool + Sync),
    judge: &(dyn Fn(&Submission, &[u8]) -> Result<Grade> + Sync),
    done: &(dyn Fn(usize, &Graded) + Sync),
) -> Vec<Graded> {
    let next = AtomicUsize::new(0);
    let nothing = Graded { ending: Ending::NotGraded, seconds: 0.0 };
    let graded = Mutex::new(vec![nothing; submissions.len()]);
    thread::scope(|scope| {
        for _ in 0..jobs.clamp(1, submissions.len().max(1)) {
            scope.spawn(|| {
                while let Some((number, submission)) = Some(next.fetch_add(1, Relaxed))
                    .filter(|_| !stop())
                    .and_then(|number| Some((number, submissions.get(number)?)))
                {
                    let begun = Instant::now();
                    let ending = grade(submission, stop, judge);
                    let result = Graded { ending, seconds: begun.elapsed().as_secs_f64() };
                    done(number, &result);
                    graded.lock().expect("nobody panics while storing a result")[number] = result;
                }
            });
        }
    });
    graded.into_inner().expect("nobody panics while storing a result")
}

fn grade(
    submission: &Submission,
    stop: &(dyn Fn() -> bool + Sync),
    judge: &(dyn Fn(&Submission, &[u8]) -> Result<Grade> + Sync),
) -> Ending {
    let source = match submission.read() {
        Ok(source) => source,
        Err(why) => return Ending::Unreadable(why),
    };
    // Whatever the judge left half done stays with the grading that failed: each has a folder and processes of its own.
    match catch_unwind(AssertUnwindSafe(|| judge(submission, &source))) {
        Ok(Ok(grade)) => Ending::Judged(Box::new(grade)),
        Ok(Err(_)) if stop() => Ending::NotGraded,
        Ok(Err(error)) => Ending::Failed(format!("{error:#}")),
        Err(panic) => Ending::Failed(format!("the judge panicked: {}", message(&*panic))),
    }
}

fn message(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(ToString::to_string);
    text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_else(|| "it did not say why".to_owned())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::fs;
    use std::sync::Barrier;
    use std::sync::atomic::AtomicBool;

    use super::*;
    use crate::find;
    use crate::testing::{exercises, grade};

    /// People by these names, each with an answer in which their name is written.
    fn people(names: &[&str]) -> (tempfile::TempDir, Vec<Submission>) {
        let folder = tempfile::tempdir().unwrap();
        for name in names {
            fs::write(folder.path().join(format!("{name}.rs")), name).unwrap();
        }
        let course = exercises();
        let submissions = find(folder.path(), &course, Some(&course[0])).unwrap().submissions;
        (folder, submissions)
    }

    fn never() -> bool {
        false
    }

    #[test]
    fn one_that_goes_wrong_does_not_stop_the_others() {
        let (folder, submissions) = people(&["ada", "error", "gone", "panic", "zoe"]);
        fs::remove_file(folder.path().join("gone.rs")).unwrap();
        let judge = |_: &Submission, source: &[u8]| match source {
            b"error" => anyhow::bail!("the disk is full"),
            b"panic" => panic!("a bug of {}", "ours"),
            _ => Ok(grade(80)),
        };
        let done = Mutex::new(BTreeSet::new());
        let graded = grade_all(&submissions, 2, &never, &judge, &|number, _| {
            done.lock().unwrap().insert(number);
        });
        let endings: Vec<_> = graded.into_iter().map(|graded| graded.ending).collect();
        let judged = Ending::Judged(Box::new(grade(80)));
        assert_eq!(endings[0], judged);
        assert_eq!(endings[1], Ending::Failed("the disk is full".into()));
        assert!(matches!(&endings[2], Ending::Unreadable(why) if why.contains("cannot be read")), "{:?}", endings[2]);
        assert_eq!(endings[3], Ending::Failed("the judge panicked: a bug of ours".into()));
        assert_eq!(endings[4], judged);
        assert_eq!(done.into_inner().unwrap().len(), 5, "each is reported as it is done");
    }

    #[test]
    fn as_many_are_graded_at_once_as_there_are_jobs() {
        let (_folder, submissions) = people(&["a", "b", "c"]);
        // Nobody gets past it alone.
        let together = Barrier::new(3);
        let judge = |_: &Submission, _: &[u8]| {
            together.wait();
            Ok(grade(100))
        };
        let graded = grade_all(&submissions, 3, &never, &judge, &|_, _| ());
        assert!(graded.iter().all(|graded| matches!(graded.ending, Ending::Judged(_))));
    }

    #[test]
    fn when_it_is_ended_what_is_done_stays_and_the_rest_is_not_graded() {
        let (_folder, submissions) = people(&["a", "b", "c"]);
        let ended = AtomicBool::new(false);
        let judge = |_: &Submission, source: &[u8]| {
            if source == b"b" {
                ended.store(true, Relaxed);
                anyhow::bail!("interrupted");
            }
            Ok(grade(100))
        };
        let graded = grade_all(&submissions, 1, &|| ended.load(Relaxed), &judge, &|_, _| ());
        let endings: Vec<_> = graded.into_iter().map(|graded| graded.ending).collect();
        assert_eq!(endings, [Ending::Judged(Box::new(grade(100))), Ending::NotGraded, Ending::NotGraded]);
    }

    #[test]
    fn nothing_to_grade_is_nothing() {
        assert!(grade_all(&[], 4, &never, &|_, _| panic!("nobody is judged"), &|_, _| ()).is_empty());
    }
}
